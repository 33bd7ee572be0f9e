"""`manage.py fetch_sources`: asks sources now, and says what came."""

import sys

from django.core.management.base import BaseCommand, CommandError

from newsroom.wire.filing import Outcome
from newsroom.wire.models import Source, SourceKind
from newsroom.wire.polling import Answer, ask, try_out


class Command(BaseCommand):
    help = "Asks sources for what is new: those whose time has come, those that are named, or all."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", metavar="NAME", help="sources to ask, due or not, paused or not")
        parser.add_argument("--all", action="store_true", help="ask every source that is not paused, due or not")
        parser.add_argument("--dry-run", action="store_true", help="say what would come, and keep nothing")

    def handle(self, *, names, dry_run, **options):
        if names and options["all"]:
            raise _wrong("Name sources or say --all, not both.")
        sources = _named(names) if names else Source.objects.asked() if options["all"] else Source.objects.due()
        answers = [self._asked(source, dry_run=dry_run) for source in sources]
        if not answers:
            self.stdout.write("No source is due." if not options["all"] else "There is no source to ask.")
        if dry_run:
            self.stdout.write("A dry run: nothing was kept.")
        if any(answer.problem or answer.counts.get(Outcome.FAILED) for answer in answers):
            sys.exit(1)

    def _asked(self, source: Source, *, dry_run: bool) -> Answer:
        answer = try_out(source) if dry_run else ask(source)
        for line in answer.lines:
            if line.reason or dry_run:
                said = " ".join(filter(None, (f"{line.outcome}.", line.headline, line.reason)))
                self.stdout.write(f"{source}, record {line.number}: {said}")
        counts = ", ".join(f"{count} {outcome}" for outcome, count in answer.counts.items())
        self.stdout.write(f"{source}: {counts or ('nothing has changed' if answer.is_unchanged else 'nothing came')}.")
        if answer.moved_to:
            self.stdout.write(f"{source}: its server says that it has moved for good. Change its address on the desk.")
        if answer.problem:
            self.stderr.write(f"{source}: {answer.problem}")
        return answer


def _named(names: list[str]) -> list[Source]:
    """Raises `CommandError` with exit status 2 for a name that no source has, or one that cannot be asked."""
    found = {source.name: source for source in Source.objects.filter(name__in=names)}
    if unknown := [name for name in names if name not in found]:
        raise _wrong(f"There is no source “{unknown[0]}”.")
    if by_hand := [name for name in names if found[name].kind == SourceKind.COMMAND]:
        raise _wrong(f"The source “{by_hand[0]}” has no address and no folder: use import_stories for it.")
    return [found[name] for name in dict.fromkeys(names)]


def _wrong(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)
