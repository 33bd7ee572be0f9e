"""The columns of the list of stories, and the annotations that keep it at a fixed number of queries."""

from django.contrib import admin
from django.db.models import Exists, Min, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..languages import is_right_to_left
from ..models import Block, TimedChange
from ..models.article import Priority
from ..phrases import moment, newsroom_zone, phrase, short_moment
from ..rights import may
from ..workflow import MOVES, Action, DeskState, Readers

JOINED = ("section", "assignee", "publication")
LONG = ("body", "publication__body_html")
BACK_TO = "back_to"  # the state whose list a move was made from, and leads back to
NOTHING = SafeString('<span class="none">-</span>')  # a phone leaves it out


def annotated(articles):
    """Stories with what the state column needs: the next publication, and whether a block is open."""
    coming = TimedChange.objects.waiting().publishing().filter(article=OuterRef("pk")).order_by()
    runs_at = coming.values("article").annotate(first=Min("run_at")).values("first")
    is_blocked = Exists(Block.objects.open().filter(article=OuterRef("pk")))
    articles = articles.select_related(None).select_related(*JOINED).defer(*LONG)
    return articles.annotate(scheduled_at=Subquery(runs_at), is_blocked=is_blocked)


def phrase_of(article, *, readers, scheduled_at, blocked):
    return phrase(
        article.desk_state,
        readers,
        scheduled_at=scheduled_at,
        embargo=article.embargo,
        embargo_until=article.embargo_until,
        blocked=blocked,
    )


def said(article):
    """Where an annotated story stands, in one phrase."""
    return phrase_of(
        article,
        readers=_readers_of(article),
        scheduled_at=article.scheduled_at,
        blocked=article.is_blocked,
    )


def _readers_of(article):
    publication = getattr(article, "publication", None)
    return publication.status if publication else Readers.NONE


def _with_zone(name):
    return format_lazy("{name} ({zone})", name=name, zone=lazy(newsroom_zone, str)())


def _stale_mark(article):
    """A word beside the state of a story whose counterpart in another language was changed or taken back."""
    if not article.stale_since:
        return ""
    words = {"what": article.get_stale_because_display()}
    title = _("The story in the other language: %(what)s") % words
    return format_html(' <span class="badge stale" title="{}">{}</span>', title, _("stale"))


class Columns:
    """Mixed into the admin of stories."""

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_column(self, article):
        direction = "rtl" if is_right_to_left(article.language) else "ltr"
        return format_html(
            '<span class="badge" title="{}">{}</span> <bdi lang="{}" dir="{}">{}</bdi>',
            _("language"),
            article.language,
            article.language,
            direction,
            str(article),
        )

    @admin.display(description=gettext_lazy("section"), ordering="section__order")
    def section_column(self, article):
        return article.section or article.section_label or NOTHING

    @admin.display(description=gettext_lazy("state"), ordering="desk_state")
    def state_column(self, article):
        words = (article.desk_state, _readers_of(article), said(article))
        return format_html('<span class="state desk-{} readers-{}">{}</span>{}', *words, _stale_mark(article))

    @admin.display(description=gettext_lazy("assignee"), ordering="assignee__username")
    def assignee_column(self, article):
        return article.assignee or NOTHING

    @admin.display(description=gettext_lazy("due"), ordering="due_at")
    def due_column(self, article):
        priority = Priority(article.priority)
        marked = "" if priority is Priority.NORMAL else priority.label
        if not article.due_at:
            return marked or NOTHING
        kind = "late" if article.due_at < timezone.now() else "due"
        return format_html('<span class="{}">{}</span> {}', kind, _time(article.due_at), marked)

    @admin.display(description=_with_zone(gettext_lazy("changed")), ordering="changed_at")
    def changed_column(self, article):
        return _time(article.changed_at)

    @admin.display(description=gettext_lazy("back to the desk"))
    def unspike_column(self, article):
        """A button of the list's own form: one click, for whoever may."""
        if article.desk_state != DeskState.SPIKED or not may(article.read_by, MOVES[Action.UNSPIKE], article.story):
            return NOTHING
        address = reverse("admin:articles_article_move", args=[article.pk, Action.UNSPIKE.value])
        words = {"move": Action.UNSPIKE.label, "headline": article}
        spoken = _("%(move)s: %(headline)s") % words
        button = (
            '<button type="submit" class="unspike" name="{}" value="{}" formaction="{}" aria-label="{}">{}</button>'
        )
        return format_html(button, BACK_TO, DeskState.SPIKED.value, address, spoken, Action.UNSPIKE.label)


def _time(at):
    """Short, the whole of it in the title."""
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), moment(at), short_moment(at))
