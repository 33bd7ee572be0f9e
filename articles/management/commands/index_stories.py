from django.core.management.base import BaseCommand

from articles import indexing
from articles.models import Article


class Command(BaseCommand):
    help = "Writes anew what the desk's search finds stories by. Saving a story does that by itself."

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="only of stories that cannot be found yet")

    def handle(self, *, missing, **options):
        stories = Article.objects.filter(terms=None) if missing else Article.objects.all()
        indexed = indexing.index_all(stories.values_list("pk", flat=True))
        self.stdout.write(f"{indexed} stories were indexed.")
