"""The desk's pages for what the articles app owns: one file a model, forms and moves thin over the verbs."""

from . import article, collection, image, published_version, reference

__all__ = ["article", "collection", "image", "published_version", "reference"]
