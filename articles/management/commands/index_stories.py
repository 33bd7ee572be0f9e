from django.core.management.base import BaseCommand

from articles import indexing, reader_terms
from articles.models import Article, Publication


class Command(BaseCommand):
    help = "Writes anew what the desk and readers find stories by. Saving and publishing do that by themselves."

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="only of stories that cannot be found yet")

    def handle(self, *, missing, **options):
        stories, live = Article.objects.all(), Publication.objects.live()
        if missing:
            stories, live = stories.filter(terms=None), live.filter(terms=None)
        on_desk = indexing.index_all(stories.values_list("pk", flat=True))
        before_readers = reader_terms.index_all(live.values_list("pk", flat=True))
        self.stdout.write(f"{on_desk} stories were indexed for the desk, {before_readers} for readers.")
