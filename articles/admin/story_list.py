"""The list of stories, as quick with a hundred thousand as with a thousand: nothing in it counts or sorts them all."""

from functools import cached_property

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import desk_search
from ..models import Article
from . import bulk_selection, columns
from .people import person_of

SEARCH_HELP = gettext_lazy("Words of the story, “a phrase”, -word for what it must not say, or its number: #123")
MOST_COUNTED = 500  # beyond, there are "more than 500"; every page can be reached all the same
FARTHEST = 10**6  # page
KEYS = ("id", "part", "changed_at")


class StoryList(ChangeList):
    """Of a search, what it names (a number, a whole headline) comes first, and then as the list is ordered."""

    longest_query = desk_search.MOST_CHARACTERS

    def get_queryset(self, request, exclude_parameters=None):
        query, self.query = self.query, ""
        self.stories = super().get_queryset(request, exclude_parameters)
        self.query = query
        return desk_search.search(self.stories, query)

    def get_ordering(self, request, queryset):
        """Whatever the list is ordered by, the newest come first among equals: the order that the indexes have."""
        ordering = super().get_ordering(request, queryset)
        return [*ordering[:-1], *self.model_admin.ordering] if ordering[-1] == "-pk" else ordering

    def get_results(self, request):
        if len(self.query) > self.longest_query:
            cut = _("Only the first %(most)s characters of the search count.") % {"most": self.longest_query}
            messages.warning(request, cut)
        self.paginator = self._pages()
        try:
            self.result_list = self.paginator.page(self.page_num).object_list
        except InvalidPage:
            raise IncorrectLookupParameters from None
        for story in self.result_list:
            story.read_by = person_of(request)
        self.result_count = self.paginator.count
        self.more_than = self.paginator.more_than
        is_all_known = not self.more_than
        self.may_take_all = is_all_known and len(self.result_list) < self.result_count <= bulk_selection.MOST
        self.multi_page = self.result_count > self.list_per_page
        self.show_full_result_count, self.full_result_count = False, None
        self.show_admin_actions, self.can_show_all = True, False

    def _pages(self):
        is_ordered = ORDER_VAR in self.params
        if not self.query:
            return StoryPages(self.queryset, self.list_per_page, wanted=self.page_num)
        keys = desk_search.few(self.stories, self.query, names_first=not is_ordered)
        if keys is not None:
            return KnownPages(keys, self.list_per_page)
        named, others = (None, self.queryset) if is_ordered else desk_search.in_two(self.stories, self.query)
        return StoryPages(others, self.list_per_page, wanted=self.page_num, named=named, is_counted=False)


class KnownPages(Paginator):
    """Pages of stories whose keys are known, in their order."""

    more_than = 0

    def page(self, number):
        page = super().page(number)
        page.object_list = shown(page.object_list)
        return page


class StoryPages(Paginator):
    """Pages of stories of which only the keys are ordered.

    `wanted` is the page that is asked for: stories are counted as far as the one after it, or MOST_COUNTED if that is
    more; without `is_counted` only whether there is one after it. `named` are stories that come before the others.
    """

    def __init__(self, stories, per_page, *, wanted, named=None, is_counted=True):
        super().__init__(stories, per_page)
        self.wanted = min(max(wanted, 1), FARTHEST)
        self.named, self.is_counted = named, is_counted

    def page(self, number):
        number = self.validate_number(number)
        return Page(shown(self._wanted_keys[: self.per_page]), number, self)

    @property
    def more_than(self):
        """How many there are at least, where there are more than were counted; 0 where `count` says it."""
        if self._found <= self._most:
            return 0
        return self._most if self.is_counted else self.wanted * self.per_page

    @cached_property
    def count(self):
        return min(self._found, self._most)

    @property
    def _most(self):
        next_page = self.wanted * self.per_page + 1
        return max(MOST_COUNTED, next_page) if self.is_counted else next_page

    @cached_property
    def _found(self):
        """How many there are, or one more than are counted."""
        start, shown_here = (self.wanted - 1) * self.per_page, len(self._wanted_keys)
        if 0 < shown_here <= self.per_page:
            return start + shown_here
        if not self.is_counted:
            return start + shown_here + 1 if shown_here else 0
        return self.object_list.order_by().values("pk")[: self._most + 1].count()

    @cached_property
    def _wanted_keys(self):
        """Of the page that is asked for, and of one story more."""
        start = (self.wanted - 1) * self.per_page
        end = start + self.per_page + 1
        if self.named is None:
            return list(self.object_list.values_list("pk", flat=True)[start:end])
        parts = enumerate((self.named, self.object_list))
        named, others = (part.annotate(part=Value(place)).values_list(*KEYS)[:end] for place, part in parts)
        found = named.union(others, all=True).order_by("part", "-changed_at", "-id")
        return [key for key, *_order in found[start:end]]


def shown(keys):
    """Stories with all that a row shows, in the order of their keys."""
    stories = columns.annotated(Article.objects.filter(pk__in=keys)).in_bulk()
    return [stories[key] for key in keys if key in stories]
