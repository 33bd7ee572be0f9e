from django.core.management.base import BaseCommand

from articles import indexing, reader_terms
from articles.models import Article, Image, Publication
from articles.pictures import indexing as library


class Command(BaseCommand):
    help = "Writes anew what stories and pictures are found by. Saving and publishing do that by themselves."

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="only of what cannot be found yet")

    def handle(self, *, missing, **options):
        stories, live, images = Article.objects.all(), Publication.objects.live(), Image.objects.all()
        if missing:
            stories, live, images = (rows.filter(terms=None) for rows in (stories, live, images))
        on_desk = indexing.index_all(stories.values_list("pk", flat=True))
        before_readers = reader_terms.index_all(live.values_list("pk", flat=True))
        in_library = library.index_all(images.values_list("pk", flat=True))
        self.stdout.write(
            f"{on_desk} stories were indexed for the desk, {before_readers} for readers, {in_library} pictures."
        )
