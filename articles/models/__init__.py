"""What the desk makes and what readers get.

Dependencies run one way: language <- reference data and pictures <- article <- revision <- publication
<- what refers to both (transition, timed_change, block, correction, redirect).
"""

from .article import Article, Byline, RelatedArticle
from .block import Block
from .bulk_move import BulkMove, BulkOutcome
from .collection import Collection
from .correction import Correction
from .edition import Edition
from .image import Image, Rendition
from .image_history import OtherOriginal, PictureChange
from .membership import Membership
from .old_address import OldAddress
from .picture_terms import PictureTerms
from .publication import Publication, PublicationByline
from .publication_terms import IsAnyOf, PublicationTerms
from .published_version import PublishedVersion
from .redirect import Redirect
from .reference import Author, FormerAddress, ReferenceChange, Section, Topic
from .revision import Revision
from .revision_note import RevisionNote
from .story_terms import StoryTerms, Terms
from .timed_change import TimedChange
from .transition import Transition
from .unindexed import Unindexed

__all__ = [
    "IsAnyOf",
    "Article",
    "Author",
    "Block",
    "BulkMove",
    "BulkOutcome",
    "Byline",
    "Collection",
    "Correction",
    "Edition",
    "FormerAddress",
    "Image",
    "Membership",
    "OldAddress",
    "OtherOriginal",
    "PictureChange",
    "PictureTerms",
    "Publication",
    "PublicationByline",
    "PublicationTerms",
    "PublishedVersion",
    "Redirect",
    "ReferenceChange",
    "RelatedArticle",
    "Rendition",
    "Revision",
    "RevisionNote",
    "Section",
    "StoryTerms",
    "Terms",
    "TimedChange",
    "Topic",
    "Transition",
    "Unindexed",
]
