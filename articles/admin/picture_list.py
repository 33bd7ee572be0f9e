"""The library's list, as quick with a hundred thousand pictures as with a thousand: nothing in it counts them all."""

from functools import cached_property

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator

from ..wanted import MOST_CHARACTERS

MOST_COUNTED = 1000  # beyond, there are "more than 1,000"; every page can be reached all the same
FARTHEST = 10**6  # page


class PictureList(ChangeList):
    longest_query = MOST_CHARACTERS

    def get_results(self, request):
        super().get_results(request)
        self.more_than = self.paginator.more_than


class CountedPages(Paginator):
    """Pictures are counted as far as the page after the one that is wanted, or MOST_COUNTED if that is more."""

    def __init__(self, pictures, per_page, *, wanted):
        super().__init__(pictures, per_page)
        self.most = max(MOST_COUNTED, wanted * per_page + 1)

    @property
    def more_than(self):
        """How many there are at least, where there are more than were counted; 0 where `count` says it."""
        return self.most if self._found > self.most else 0

    @cached_property
    def count(self):
        return min(self._found, self.most)

    @cached_property
    def _found(self):
        return self.object_list.order_by().values("pk")[: self.most + 1].count()


def wanted_page(request):
    asked = request.GET.get(PAGE_VAR, "")
    return min(int(asked), FARTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
