"""Stories that wait for their terms: apart from the story, as what is found of it is."""

from django.db import models

from .article import Article


class Unindexed(models.Model):
    """A story that came in, or was published, with many others, and that nobody finds by its words yet."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = "story to be indexed"
        verbose_name_plural = "stories to be indexed"

    def __str__(self):
        return str(self.article_id)
