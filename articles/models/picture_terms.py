"""The terms of pictures, for the library's search: apart from the picture, which is saved for other reasons, too."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .image import Image


class PictureTerms(models.Model):
    """What a picture is found by. `articles.pictures.indexing` is the only writer."""

    image = models.OneToOneField(Image, on_delete=models.CASCADE, primary_key=True, related_name="terms")
    vector = SearchVectorField()

    class Meta:
        verbose_name = "terms of a picture"
        verbose_name_plural = "terms of pictures"
        indexes = [GinIndex(fields=["vector"], name="picture_terms")]

    def __str__(self):
        return str(self.image_id)
