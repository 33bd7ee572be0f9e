from django.core.management.base import BaseCommand

from articles.models import TimedChange
from articles.models.timed_change import TimedChangeStatus
from newsroom.desk.due import run_all


class Command(BaseCommand):
    help = "Runs the timed changes whose moment has come. The worker does this each minute; running both is safe."

    def handle(self, **options):
        ran = run_all()
        failed = [change for change in ran if change.status != TimedChangeStatus.DONE]
        for change in failed:
            self.stderr.write(f"{_named(change)}: {change.error}")
        self.stdout.write(f"{len(ran) - len(failed)} done, {len(failed)} failed.")


def _named(change):
    return f"{change} of story {change.article_id}" if isinstance(change, TimedChange) else str(change)
