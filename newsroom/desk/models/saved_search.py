"""Searches of the list of stories that people keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A search with its filters under a name. `query` is a query string of what the list knows, and is read again
    as one whenever it is used: what is found is decided then, for whoever looks."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(_("for the whole desk"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="saved_search_says_something"),
        ]
        indexes = [models.Index(fields=["is_shared"], condition=Q(is_shared=True), name="saved_search_shared")]

    def __str__(self):
        return self.name
