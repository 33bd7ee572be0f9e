from django.core.management.base import BaseCommand

from articles.publishing import freeze_again


class Command(BaseCommand):
    help = "Freezes every live story again from its published revision, after the allow-list or a template changed."

    def handle(self, **options):
        self.stdout.write(f"{freeze_again()} live stories frozen again.")
