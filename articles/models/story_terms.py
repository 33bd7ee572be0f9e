"""The terms of working copies, for the desk's search: apart from the story, whose every move would rewrite them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models

from .article import Article


class StoryTerms(models.Model):
    """What a story is found by. `articles.indexing` is the only writer."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="terms")
    vector = SearchVectorField()

    class Meta:
        verbose_name = "terms of a story"
        verbose_name_plural = "terms of stories"
        indexes = [GinIndex(fields=["vector"], name="story_terms")]

    def __str__(self):
        return str(self.article_id)


class Terms(SearchQuery):
    """A `tsquery` that `articles.vectors` has written: it is taken as it stands, no dictionary reads it again."""

    def as_sql(self, compiler, connection, function=None, template=None):
        sql, params = compiler.compile(self.get_source_expressions()[0])
        return f"{sql}::tsquery", params
