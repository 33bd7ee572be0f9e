"""What the desk makes and what readers get.

Dependencies run one way: language <- reference data and pictures <- article <- revision <- publication
<- what refers to both (transition, timed_change, block, correction, redirect).
"""

from .article import Article, Byline, RelatedArticle
from .block import Block
from .correction import Correction
from .edition import Edition
from .image import Image, Rendition
from .membership import Membership
from .publication import Publication, PublicationByline
from .redirect import Redirect
from .reference import Author, FormerAddress, ReferenceChange, Section, Topic
from .revision import Revision
from .timed_change import TimedChange
from .transition import Transition

__all__ = [
    "Article",
    "Author",
    "Block",
    "Byline",
    "Correction",
    "Edition",
    "FormerAddress",
    "Image",
    "Membership",
    "Publication",
    "PublicationByline",
    "Redirect",
    "ReferenceChange",
    "RelatedArticle",
    "Rendition",
    "Revision",
    "Section",
    "TimedChange",
    "Topic",
    "Transition",
]
