"""`manage.py import_stories`: options in, one run, a report out."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from articles import indexing_later
from newsroom.moving import rejected, telling
from newsroom.moving.collecting import seldom_collected
from newsroom.moving.importing import run
from newsroom.moving.named import BASES, WrongOption
from newsroom.moving.options import MADE, Order, check_targets, order_of
from newsroom.moving.progress import Progress
from newsroom.moving.reading_on import Meter
from newsroom.moving.report import Report
from newsroom.moving.taking_in.parcels import Parcel, parcel_at
from newsroom.moving.taking_in.told import take_in
from newsroom.moving.unfinished import is_unfinished
from newsroom.wire.formats import FORMATS

DEFAULT_SOURCE = "Wire"
SAID_BY_AN_EXPORT = (
    *("format", "source", "section", "map", "columns", "timezone", "user", "publish", "rejected", "site", "pictures"),
    *("fetch_pictures", "comments", "pages", *(f"create_{kind}" for kind in MADE)),
    *BASES,
)
INCOMPLETE = 1  # as the report has it: something is not there that was asked for
INTERRUPTED = 130  # as shells say it: ended by the keyboard
BY_HAND = "Interrupted"


class Command(BaseCommand):
    help = "Files stories from the wire. Running it again changes nothing that the desk has in hand."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("paths", nargs="+", metavar="PATH", help="files, folders or patterns")
        add("--format", choices=sorted(FORMATS), help="what the files are; told from them if left out")
        add("--source", default=DEFAULT_SOURCE, help="whose stories these are (%(default)s)")
        add("--section", help="slug of the section that all of them go to, whatever they or their source say")
        add("--map", type=Path, metavar="FILE", help="labels of the wire to slugs of ours, TOML or JSON")
        add("--columns", nargs="+", default=[], metavar="WHAT=COLUMN", help="columns of a table, as headline=Subject")
        add("--timezone", default="", metavar="ZONE", help="zone of every time, whatever it is labelled")
        add("--user", metavar="USERNAME", help="acts with this person's rights, not as the source")
        add("--publish", action="store_true", help="publish what its source has published")
        add("--dry-run", action="store_true", help="do everything but keep it")
        add("--strict", action="store_true", help="stop at the first failure")
        add("--report", type=Path, metavar="FILE", help="write what became of each record as JSON")
        add("--rejected", type=Path, metavar="FILE", help="write the records that failed, to be repaired and imported")
        self._add_what_comes_along(parser.add_argument_group("what comes along with the stories"))

    def _add_what_comes_along(self, group):
        add = group.add_argument
        add("--site", default="", metavar="URL", help="address of the site that moves, for files that do not say it")
        add("--category-base", default="", metavar="PATH", help="where WordPress listed categories, if elsewhere")
        add("--tag-base", default="", metavar="PATH", help="the same for tags; / is the root of the site")
        add("--pictures", type=Path, nargs="+", default=[], metavar="FOLDER", help="where pictures are, as in uploads/")
        add("--fetch-pictures", action="store_true", help="fetch pictures that are in no folder from their addresses")
        add("--comments", action="store_true", help="comments as letters below published stories")
        add("--pages", action="store_true", help="pages of the site as pages about the newsroom, others as stories")
        for kind in MADE:
            add(f"--create-{kind}", action="store_true", help=f"make {kind} that nobody here knows")

    def handle(self, *, paths, **options):
        if export := _complete_export(paths):
            self._take_in(export, options)
            return
        try:
            order = order_of(paths, options)
        except WrongOption as problem:
            raise _wrong(str(problem)) from None
        with closing(Report(is_strict=options["strict"])) as report:
            self._import(order, report, paths, options)

    def _import(self, order: Order, report: Report, paths: list[str], options) -> None:
        stopped = self._run(order, report)
        if not stopped and (lists := order.bringing.end()):
            self.stdout.write(f"{lists} addresses of lists at the former site lead to sections, authors and topics.")
        try:
            self._tell(order, report, paths, dry_run=options["dry_run"])
        except OSError as problem:  # it is kept on a disk that is full
            self.stderr.write(f"What became of the records cannot be told: {problem.strerror or problem}.")
        is_there = report.has_new and not options["dry_run"]
        if is_there and not stopped and indexing_later.waits():
            self.stdout.write("Search finds all of it by its words when the worker has read it.")
        is_written = self._write(order, report, options)
        if stopped:
            self.stderr.write(f"{stopped}. What was filed stays; the same command goes on from there.")
            sys.exit(INTERRUPTED if stopped == BY_HAND else INCOMPLETE)
        if code := report.exit_code or (0 if is_written else INCOMPLETE):
            sys.exit(code)

    def _take_in(self, export: Parcel, options) -> None:
        """A complete export of a newsroom says itself what options say of other files."""
        given = [
            f"--{name.replace('_', '-')}"
            for name in SAID_BY_AN_EXPORT
            if options[name] not in (None, False, "", [], DEFAULT_SOURCE)
        ]
        if given:
            raise _wrong(f"This is a complete export, which says that itself: leave {', '.join(given)} out.")
        try:
            check_targets(options, [export.path])
        except WrongOption as problem:
            raise _wrong(str(problem)) from None
        told = {"out": self.stdout, "err": self.stderr, "is_shown": sys.stderr.isatty()}
        if code := take_in(export, dry_run=options["dry_run"], report=options["report"], **told):
            sys.exit(code)

    def _run(self, order: Order, report: Report) -> str:
        """What stopped it before its end, "" if nothing did: somebody, a disk that is full, a database that went away.
        A record that was under way then is not there."""
        meter = Meter(order.paths)
        progress = Progress(self.stderr, is_shown=sys.stderr.isatty(), share=meter.share)
        records = run(
            order.paths,
            filing=order.filing,
            terms=order.terms,
            reading=meter.around(order.bringing.reading),
            after=order.bringing.after,
        )
        source = order.filing.source
        is_new = source.pk is None
        try:
            with seldom_collected(), closing(records), closing(order.bringing.pictures):
                for record in records:
                    if is_new and record.number:
                        self.stderr.write(f"New source “{source}”: it may file stories, not publish them.")
                        is_new = False
                    report.add(record)
                    progress.show(record)
        except KeyboardInterrupt:
            return BY_HAND
        except OSError as problem:
            return f"Stopped: {problem.strerror or problem}{f' ({problem.filename})' if problem.filename else ''}"
        except OperationalError as problem:
            said = str(problem).strip().partition("\n")[0]
            return f"Stopped by the database: {said.rstrip('.')}"
        finally:
            progress.end()
        return ""

    def _tell(self, order: Order, report: Report, paths: list[str], *, dry_run: bool) -> None:
        for has_failed, line in telling.lines(report):
            (self.stderr if has_failed else self.stdout).write(line)
        if not len(report):
            self.stderr.write(f"There is no file in {', '.join(paths)}.")
        if report.ended_early:
            self.stderr.write("Stopped at the first failure, as --strict asks.")
        for line in (*telling.summary(report), *telling.left(order.bringing), *telling.unknown(order.bringing)):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("A dry run: nothing was kept.")

    def _write(self, order: Order, report: Report, options) -> bool:
        """What was asked for as a file, each whole or not at all; False, and why, where one is not there."""
        found, target, told = order.bringing.rejected, options["rejected"], options["report"]
        is_written = True
        if target and found.count:
            is_written = self._is_written("Rejected records", target, lambda: rejected.write(found, target))
            if is_written:
                said = "1 rejected record is" if found.count == 1 else f"{found.count} rejected records are"
                self.stdout.write(f"{said} in {target}: mend what is wrong there and import that file.")
        if told:
            is_written &= self._is_written("The report", told, lambda: report.write(told))
        return is_written

    def _is_written(self, what: str, path: Path, write: Callable[[], None]) -> bool:
        try:
            write()
        except OSError as problem:
            why = str(problem.strerror or problem).rstrip(".")
            self.stderr.write(f"{what} cannot be written to {path}: {why}.")
            return False
        return True


def _complete_export(paths: list[str]) -> Parcel | None:
    """What `export_stories` wrote, which is taken in as a whole and alone."""
    if left := next((path for path in paths if is_unfinished(Path(path))), None):
        raise _wrong(f"{left} is an export that was not finished: it has not all of the newsroom. Export again.")
    found = [parcel for path in paths if (parcel := parcel_at(Path(path)))]
    if found and len(paths) > 1:
        raise _wrong(f"{found[0].path} is a complete export of a newsroom: take it in alone, into an empty one.")
    return found[0] if found else None


def _wrong(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)
