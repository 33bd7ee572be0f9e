import re
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.readership.log_counting import UnreadableLog, count_log
from newsroom.readership.log_lines import FIELDS


class Command(BaseCommand):
    help = (
        "Counts the reads of stories in logs of the server or CDN in front: the combined format, or JSON lines; packed "
        "with gzip or not. A log is counted once, however often it is given: give closed ones, not one that still "
        "grows. Exit 0: every line was read; 1: some were not, the others count; 2: nothing could be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="a log, or - for what comes in by standard input")
        parser.add_argument(
            "--field",
            action="append",
            default=[],
            metavar="FACT=NAME",
            help=f"what JSON lines call a fact ({', '.join(FIELDS)}), if not by Cloudflare's or Fastly's names",
        )

    def handle(self, *, files, field, **options):
        fields = {**FIELDS, **dict(map(_field, field))}
        codes = [self._count(name, fields) for name in files]
        if code := (2 if set(codes) == {2} else max(map(bool, codes))):
            sys.exit(int(code))

    def _count(self, name, fields) -> int:
        try:
            outcome = self._counted(name, fields)
        except (OSError, UnreadableLog) as problem:
            self.stderr.write(f"{name}: cannot be read, nothing of it is counted ({problem})")
            return 2
        if outcome.is_known:
            self.stdout.write(f"{name}: was counted before, nothing was added")
            return 0
        self.stdout.write(
            f"{name}: {outcome.lines} lines, {outcome.reads} reads, {outcome.others} other requests, "
            f"{outcome.old} reads too old or in the future, {outcome.bad} lines not understood"
        )
        if outcome.bad:
            self.stderr.write(f"{name}: the first line that was not understood begins {outcome.first_bad!r}")
        return 0 if not outcome.bad else 2 if outcome.bad == outcome.lines else 1

    def _counted(self, name, fields):
        if name == "-":
            return count_log(sys.stdin.buffer, name=name, fields=fields)
        with Path(name).open("rb") as file:
            return count_log(file, name=name, fields=fields)


def _field(text):
    found = re.fullmatch(rf"({'|'.join(FIELDS)})=(.+)", text)
    if not found:
        raise CommandError(f"--field takes FACT=NAME with one of {', '.join(FIELDS)}, not “{text}”.", returncode=2)
    return found[1], (found[2],)
