"""`manage.py export_stories`: options in, one export, a summary out."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.dateparse import parse_date, parse_datetime

from newsroom.migrated import ADVICE, lacks_migrations
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice, ExportFailed
from newsroom.moving.exporting.running import at_site, run
from newsroom.moving.named import WrongOption, section_called
from newsroom.moving.summaries import Summary
from newsroom.moving.targets import problem_with
from newsroom.moving.whole_files import write_json

COMPLETE = "jsonl"
INCOMPLETE = 1  # exit status: it was written, and something could not be
REFUSED = 2  # nothing was written


class Command(BaseCommand):
    help = "Writes what the newsroom has to a file or folder: everything, or what is published in a format of others."

    def add_arguments(self, parser):
        parser.add_argument(
            "destination", type=Path, metavar="PATH", help="a name that is free; for “static”, also a copy to renew"
        )
        parser.add_argument("--format", choices=sorted(FORMATS), default=COMPLETE, help="(%(default)s)")
        parser.add_argument("--since", metavar="DATE", help="only what readers have that changed then or later")
        parser.add_argument("--section", metavar="SLUG", help="only this section and those below it")
        parser.add_argument("--language", choices=settings.NEWSROOM_LANGUAGES, default="", help="only this language")
        parser.add_argument(
            "--without-readers", action="store_true", help="leave out what readers sent but for printed letters"
        )
        parser.add_argument("--site-url", default="", metavar="URL", help="what addresses begin with, if not SITE_URL")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what was written as JSON")

    def handle(self, *, destination, **options):
        form, choice = FORMATS[options["format"]], self._choice(options)
        if form.is_complete and choice.is_narrowed:
            raise _wrong(f"{options['format']} is complete: --since, --section and --language are for other formats.")
        if choice.without_readers and options["format"] != COMPLETE:
            raise _wrong(f"{options['format']} holds nothing of readers': --without-readers is for {COMPLETE}.")
        self._check_report(options["report"], destination)
        summary = Summary(self.stderr, is_shown=sys.stderr.isatty())
        try:
            with at_site(options["site_url"]):
                for written in run(form, destination, choice):
                    summary.add(written.kind, problem=written.problem)
        except ExportFailed as problem:
            raise _wrong(str(problem)) from problem
        except DatabaseError as problem:
            if lacks_migrations(problem):
                raise _wrong(ADVICE) from problem
            raise _wrong(f"The database did not give everything, so nothing was written: {problem}") from problem
        finally:
            summary.end()
        self._tell(summary, destination, options)
        if summary.problems:
            sys.exit(INCOMPLETE)

    def _check_report(self, report: Path | None, destination: Path) -> None:
        if report and (problem := problem_with(report, option="report", what="the report")):
            raise _wrong(problem)
        if report and report.resolve() == destination.resolve():
            raise _wrong("--report names what the export is written to: name another file.")

    def _choice(self, options) -> Choice:
        try:
            section = section_called(options["section"])
        except WrongOption as problem:
            raise _wrong(str(problem)) from None
        return Choice(_moment(options["since"]), section, options["language"], options["without_readers"])

    def _tell(self, summary, destination, options) -> None:
        for problem in summary.problems:
            self.stderr.write(problem)
        self.stdout.write(f"Written to {destination}: {summary}.")
        if options["report"]:
            told = {"format": options["format"], "counts": summary.counts, "problems": summary.problems}
            try:
                write_json(options["report"], told)
            except OSError as problem:
                raise CommandError(
                    f"The report cannot be written to {options['report']}: {problem.strerror}.", returncode=INCOMPLETE
                ) from problem


def _wrong(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=REFUSED)


def _moment(typed: str | None) -> datetime | None:
    """A day begins in the newsroom's zone, where a time without one is, too."""
    if not typed:
        return None
    try:
        day = parse_date(typed)
        moment = datetime(day.year, day.month, day.day) if day else parse_datetime(typed)
    except ValueError:
        moment = None
    if not moment:
        raise _wrong(f"“{typed[:40]}” is no date. Write it as 2025-01-31, or with a time as 2025-01-31T18:00+02:00.")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.NEWSROOM_ZONE))
