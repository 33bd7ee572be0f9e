"""The table of Django's database cache, which all processes share. As a model, so that a migration makes it."""

from django.db import models


class CacheEntry(models.Model):
    """Columns as `manage.py createcachetable` makes them."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "newsroom_cache"

    def __str__(self):
        return self.cache_key
