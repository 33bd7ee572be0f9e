import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.db.models import Count
from django.utils.translation import get_language_info

from articles.models import Article, Publication
from newsroom.demo import generated
from newsroom.demo.loading import load
from newsroom.demo.people import ACCOUNTS


class Command(BaseCommand):
    help = "Loads the demo newsroom, where DEMO is on. Running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--articles",
            type=_count,
            default=0,
            metavar="N",
            help="besides, have N generated stories before readers, for load tests; those there are count",
        )

    def handle(self, *, articles, **options):
        if not settings.DEMO:
            raise CommandError("The demo newsroom has well-known passwords: set DEMO=1 to load it.")
        try:
            self._load()
            self._top_up(articles)
        except ProgrammingError as problem:
            if getattr(problem.__cause__, "sqlstate", "") != "42P01":  # undefined_table
                raise
            raise CommandError("The database has no tables yet: run “manage.py migrate” first.") from None

    def _load(self):
        loaded = load()
        self.stdout.write("The demo newsroom is loaded." if loaded else "The demo newsroom is there already.")
        if loaded:
            self.stdout.write(self._summary())
            self.stdout.write(f"Sign in as {', '.join(ACCOUNTS)}; each name is its own password.")

    def _summary(self):
        stories = dict(Article.objects.values_list("language").annotate(Count("pk")).order_by("-pk__count"))
        languages = ", ".join(f"{number} in {get_language_info(code)['name']}" for code, number in stories.items())
        live = Publication.objects.live().count()
        return f"{sum(stories.values())} stories ({languages}), {live} of them before readers."

    def _top_up(self, wanted):
        if wanted:
            made = generated.top_up(wanted)
            self.stdout.write(f"{made} generated stories were added; there are {generated.count()}.")


def _count(text):
    if not text.isascii() or not text.isdigit() or len(text) > 8:
        raise argparse.ArgumentTypeError(f"say how many stories as a number, not “{text}”")
    return int(text)
