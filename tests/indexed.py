"""The worker's part of the search: what came in by the hundred gets its terms."""

from articles.catching_up import index_waiting
from articles.models import Unindexed


def index_what_waits():
    """As the worker does each minute."""
    count = Unindexed.objects.count()
    assert index_waiting() == count
    assert not Unindexed.objects.exists()
