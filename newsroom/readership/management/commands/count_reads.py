import re
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.readership.log_counting import UnreadableLog, count_log
from newsroom.readership.log_lines import FIELDS, Lines


class Command(BaseCommand):
    help = (
        "Counts the reads of stories in logs of the server or CDN in front: the combined format, JSON lines, the W3C's "
        "format, or CSV; packed with gzip or not. However often a log is given, also while it grows, each of its lines "
        "is counted once. Exit 0: every line was read; 1: some were not, the others count; 2: nothing could be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="a log, or - for what comes in by standard input")
        parser.add_argument(
            "--field",
            action="append",
            default=[],
            metavar="FACT=NAME",
            help=f"what a log calls a fact ({', '.join(FIELDS)}), if not by Cloudflare's, Fastly's or the W3C's names",
        )
        parser.add_argument(
            "--columns", default="", metavar="NAME,...", help="the names of the columns, for CSV without a line of them"
        )

    def handle(self, *, files, field, columns, **options):
        fields = {**FIELDS, **dict(map(_field, field))}
        names = [name.strip() for name in columns.split(",") if name.strip()]
        codes = [self._count(name, Lines(fields=fields, columns=names)) for name in files]
        if code := (2 if set(codes) == {2} else max(map(bool, codes))):
            sys.exit(int(code))

    def _count(self, name, lines) -> int:
        try:
            outcome = _counted(name, lines)
        except (OSError, UnreadableLog) as problem:
            self.stderr.write(f"{name}: cannot be read, nothing of it is counted ({problem})")
            return 2
        if outcome.is_known:
            self.stdout.write(f"{name}: was counted before, nothing was added")
            return 0
        before = f" after {outcome.known} that were counted before" if outcome.known else ""
        self.stdout.write(
            f"{name}: {outcome.lines - outcome.known} lines{before}, {outcome.reads} reads, {outcome.others} other "
            f"requests, {outcome.old} reads too old or in the future, {outcome.bad} lines not understood"
        )
        if outcome.bad:
            self.stderr.write(f"{name}: line {outcome.first_bad} is the first that was not understood")
        return 0 if not outcome.bad else 2 if outcome.bad == outcome.lines else 1


def _counted(name, lines):
    if name == "-":
        return count_log(sys.stdin.buffer, name=name, lines=lines)
    with Path(name).open("rb") as file:
        return count_log(file, name=name, lines=lines)


def _field(text):
    found = re.fullmatch(rf"({'|'.join(FIELDS)})=(.+)", text)
    if not found:
        raise CommandError(f"--field takes FACT=NAME with one of {', '.join(FIELDS)}, not “{text}”.", returncode=2)
    return found[1], (found[2],)
