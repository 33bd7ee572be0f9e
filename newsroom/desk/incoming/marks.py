"""The list of stories with a word beside those of which a newer version from their source waits."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.story_list import StoryList
from newsroom.wire.models import ProposedUpdate


class StoriesWithMarks(StoryList):
    """One query more for a page of the list."""

    def get_results(self, request):
        super().get_results(request)
        shown = [story.pk for story in self.result_list]
        waiting = ProposedUpdate.objects.waiting().filter(item__article__in=shown)
        keys = set(waiting.order_by().values_list("item__article", flat=True)) if shown else set()
        for story in self.result_list:
            story.has_newer = story.pk in keys


class ProposalMarks:
    """Mixed into the admin of stories."""

    def get_changelist(self, request, **kwargs):
        return StoriesWithMarks

    @admin.display(description=gettext_lazy("state"), ordering="desk_state")
    def state_column(self, article):
        state = super().state_column(article)
        if not getattr(article, "has_newer", False):
            return state
        title = _("Its source has sent a newer version")
        return format_html('{} <span class="badge stale" title="{}">{}</span>', state, title, _("new version"))
