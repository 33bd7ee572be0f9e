"""The story's page with everything that the desk has beside it: each part is a mixin of its own."""

from django.contrib import admin

from articles.admin.article import ArticleAdmin
from articles.models import Article
from newsroom.previews.links_page import PreviewLinksPage
from newsroom.previews.story_page import PreviewPage

from .incoming.proposal_page import ProposalPage
from .keeping.pages import KeepingPage
from .presence.pages import PresencePage
from .responses.story_door import LettersDoor
from .searches.pages import SearchesPage
from .talk.pages import NotesPage
from .talk.planning import PlanningPage


class StoryAdmin(
    *(
        ProposalPage,
        SearchesPage,
        KeepingPage,
        PresencePage,
        NotesPage,
        PlanningPage,
        PreviewLinksPage,
        LettersDoor,
        PreviewPage,
    ),
    ArticleAdmin,
):
    """The admin of stories as `articles` has it, and what this app adds to its page and its addresses."""


admin.site.unregister(Article)
admin.site.register(Article, StoryAdmin)
