"""The worker's part of the search: what came in by the hundred gets its terms."""

from procrastinate.contrib.django.models import ProcrastinateJob

from articles import indexing, reader_terms

INDEXING = {indexing.INDEX_STORIES: indexing.index_all, reader_terms.INDEX_PUBLICATIONS: reader_terms.index_all}


def waiting():
    """The jobs that do it, in their order."""
    return ProcrastinateJob.objects.filter(task_name__in=INDEXING).order_by("pk")


def index_what_waits():
    """Does what these jobs will do; they stay, since a test cannot take a job from the worker."""
    for job in waiting():
        INDEXING[job.task_name](**job.args)
