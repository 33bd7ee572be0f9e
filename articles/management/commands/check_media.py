"""`manage.py check_media`: whether pictures, their files and their uses fit, and mends what does not."""

from django.core.management.base import BaseCommand, CommandError

from articles.pictures import checking
from articles.workflow import MoveNotAllowed


class Command(BaseCommand):
    help = "Compares the rows of pictures, their files and their uses, and mends what differs."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what differs")

    def handle(self, *, dry_run, **options):
        try:
            left = self._left(mend=not dry_run)
        except (OSError, MoveNotAllowed) as problem:
            raise CommandError(f"The pictures could not be compared to their end: {problem}") from problem
        if left:
            raise CommandError(f"{left} differences are left.")
        self.stdout.write("Pictures, files and uses fit.")

    def _left(self, *, mend):
        left = 0
        for difference in checking.check(mend=mend):
            left += not difference.is_mended
            self.stdout.write(f"mended: {difference.sentence}" if difference.is_mended else difference.sentence)
        return left
