"""Immutable snapshots of a working copy."""

import hashlib
import json
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article

LATER = {"lead_caption": "", "lead_alternative": ""}  # fields that older revisions do not have, as they count there


def filled(content: Mapping) -> dict:
    """A content with every field: one that was kept before there was a field has it empty."""
    return {**LATER, **content}


def digest_of(content: Mapping, *, schema: int) -> str:
    """SHA-256 of a content, whatever order its keys are in. A later field counts once it says something: so a text
    that was saved before has the digest that it had."""
    content = {name: value for name, value in content.items() if name not in LATER or value}
    return hashlib.sha256(json.dumps([schema, content], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Revision(models.Model):
    """Every editable field of a story as it was saved, inlines included. A trigger refuses UPDATE (but of
    `name`, which people give later) and DELETE."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)  # who wrote it, where that was no person
    saved_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    schema = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once")]

    def __str__(self):
        return _("Revision %(number)s") % {"number": self.number}
