from django.core.management.base import BaseCommand

from articles.models.timed_change import TimedChangeStatus
from articles.timed import run_due


class Command(BaseCommand):
    help = "Runs the timed changes whose moment has come. The worker does this each minute; running both is safe."

    def handle(self, **options):
        ran = run_due()
        failed = [change for change in ran if change.status != TimedChangeStatus.DONE]
        for change in failed:
            self.stderr.write(f"{change} of story {change.article_id}: {change.error}")
        self.stdout.write(f"{len(ran) - len(failed)} done, {len(failed)} failed.")
