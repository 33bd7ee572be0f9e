"""The story's page with everything that the desk has beside it: each part is a mixin of its own."""

from django.contrib import admin

from articles.admin.article import ArticleAdmin
from articles.models import Article


class StoryAdmin(ArticleAdmin):
    """The admin of stories as `articles` has it, and what this app adds to its page and its addresses."""


admin.site.unregister(Article)
admin.site.register(Article, StoryAdmin)
