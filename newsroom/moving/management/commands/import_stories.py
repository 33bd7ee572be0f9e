"""`manage.py import_stories`: options in, one run, a report out."""

import json
import os
import sys
import time
from collections import Counter
from glob import glob
from pathlib import Path
from zoneinfo import available_timezones

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.models import Membership, Section
from articles.rights import RANKS, Role
from articles.texts import clean_line
from newsroom.moving.importing import Record, Report, Terms, run
from newsroom.moving.mapping import UnreadableMapping, read_mapping
from newsroom.moving.taking_in.parcels import Parcel, parcel_at
from newsroom.moving.taking_in.told import take_in
from newsroom.wire.columns import NAMES
from newsroom.wire.filing import Filing, Outcome
from newsroom.wire.formats import FORMATS
from newsroom.wire.matching import ReferenceNames, UnknownSlug
from newsroom.wire.models import Source

DEFAULT_SOURCE = "Wire"
SAID_BY_AN_EXPORT = ("format", "source", "section", "map", "columns", "timezone", "user", "publish")
LONGEST_SOURCE = 200


class Command(BaseCommand):
    help = "Files stories from the wire. Running it again changes nothing that the desk has in hand."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or patterns")
        parser.add_argument("--format", choices=sorted(FORMATS), help="what the files are; told from them if left out")
        parser.add_argument("--source", default=DEFAULT_SOURCE, help="whose stories these are (%(default)s)")
        parser.add_argument("--section", help="slug of the section that all of them go to, whatever they say")
        parser.add_argument(
            "--map", type=Path, metavar="FILE", help="labels of the wire to slugs of ours, TOML or JSON"
        )
        parser.add_argument(
            "--columns", nargs="+", default=[], metavar="WHAT=COLUMN", help="columns of a table, as headline=Subject"
        )
        parser.add_argument(
            "--timezone", default="", metavar="ZONE", help="zone of every time, whatever it is labelled"
        )
        parser.add_argument("--user", metavar="USERNAME", help="acts with this person's rights, not as the source")
        parser.add_argument("--publish", action="store_true", help="publish what its source has published")
        parser.add_argument("--dry-run", action="store_true", help="do everything but keep it")
        parser.add_argument("--strict", action="store_true", help="stop at the first failure")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of each record as JSON")

    def handle(self, *, paths, **options):
        if export := _complete_export(paths):
            self._take_in(export, options)
            return
        filing = self._filing(options)
        terms = Terms(
            format=options["format"] or "",
            timezone=options["timezone"],
            columns=_columns(options["columns"]),
            strict=options["strict"],
            dry_run=options["dry_run"],
        )
        report = Report(is_strict=options["strict"])
        progress = Progress(self.stderr, is_shown=sys.stderr.isatty())
        for record in run(_expand(paths), filing=filing, terms=terms):
            report.records.append(record)
            progress.show(record)
        progress.end()
        self._tell(report, options)
        if code := report.exit_code:
            sys.exit(code)

    def _take_in(self, export: Parcel, options) -> None:
        """A complete export of a newsroom says itself what options say of other files."""
        given = [
            f"--{name}" for name in SAID_BY_AN_EXPORT if options[name] not in (None, False, "", [], DEFAULT_SOURCE)
        ]
        if given:
            raise _wrong(f"This is a complete export, which says that itself: leave {', '.join(given)} out.")
        told = {"out": self.stdout, "err": self.stderr, "is_shown": sys.stderr.isatty()}
        if code := take_in(export, dry_run=options["dry_run"], report=options["report"], **told):
            sys.exit(code)

    def _filing(self, options) -> Filing:
        """What the options say; raises `CommandError` with exit status 2 for one that is wrong."""
        if options["timezone"] and options["timezone"] not in available_timezones():
            raise _wrong(f"There is no time zone “{options['timezone']}”. Use a name such as Asia/Jerusalem.")
        if options["report"] and not options["report"].parent.is_dir():
            raise _wrong(f"There is no folder {options['report'].parent} to write the report to.")
        source, user = _source(options["source"]), self._user(options["user"])
        if options["publish"]:
            _check_may_publish(source, user)
        try:
            names = ReferenceNames.read(read_mapping(options["map"]) if options["map"] else None)
        except (UnreadableMapping, UnknownSlug) as problem:
            raise _wrong(str(problem)) from None
        section = _section(options["section"])
        if source.pk is None:
            self.stderr.write(f"New source “{source}”: it may file stories, not publish them.")
        return Filing(source=source, names=names, user=user, section=section, publish=options["publish"])

    def _user(self, username):
        if not username:
            return None
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if not user:
            raise _wrong(f"There is no active user “{username}”.")
        if not Membership.objects.person(user).highest_rank:
            raise _wrong(f"“{username}” does not work at the desk: give them a membership first.")
        return user

    def _tell(self, report: Report, options) -> None:
        for record in report.records:
            if record.reason:
                place = f"{record.path}, record {record.number}" if record.number else record.path
                out = self.stderr if record.outcome is Outcome.FAILED else self.stdout
                out.write(f"{place}: {record.outcome}. {record.reason}")
        if not report.records:
            self.stderr.write("No file was found there.")
        counts = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items())
        self.stdout.write(f"{len(report.records)} records: {counts}.")
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was kept.")
        if options["report"]:
            try:
                text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
                options["report"].write_text(text + "\n", encoding="utf-8")
            except OSError as problem:
                raise _wrong(f"The report cannot be written to {options['report']}: {problem.strerror}.") from None


class Progress:
    """One line on a terminal that counts records and says how fast they go."""

    def __init__(self, stream, *, is_shown: bool):
        self.stream, self.is_shown = stream, is_shown
        self.started, self.counts, self.told = time.monotonic(), Counter(), 0.0

    def show(self, record: Record) -> None:
        self.counts[record.outcome] += 1
        now = time.monotonic()
        if self.is_shown and now - self.told > 0.2:
            self.told = now
            done = self.counts.total()
            rate = done / max(now - self.started, 0.001)
            self.stream.write(f"\r{done} records, {self.counts[Outcome.FAILED]} failed, {rate:.0f}/s ", ending="")
            self.stream.flush()

    def end(self) -> None:
        if self.is_shown and self.told:
            self.stream.write("\r" + " " * 60 + "\r", ending="")


def _complete_export(paths: list[str]) -> Parcel | None:
    """What `export_stories` wrote, which is taken in as a whole and alone."""
    found = [parcel for path in paths if (parcel := parcel_at(Path(path)))]
    if found and len(paths) > 1:
        raise _wrong(f"{found[0].path} is a complete export of a newsroom: take it in alone, into an empty one.")
    return found[0] if found else None


def _wrong(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


def _columns(given: list[str]) -> dict[str, str]:
    """Columns by what they hold. Raises `CommandError` for what is no pair, or holds what no story has."""
    pairs = [pair.partition("=") for pair in given]
    if wrong := [what + sign + column for what, sign, column in pairs if what not in NAMES or not column]:
        raise _wrong(
            f"--columns takes pairs such as headline=Subject, not “{wrong[0]}”. Known are: {', '.join(NAMES)}."
        )
    return {what: column for what, _sign, column in pairs}


def _expand(paths: list[str]) -> list[Path]:
    """Patterns that the shell did not expand are expanded here; what names nothing stays, and is reported."""
    return [Path(found) for path in paths for found in _found(path)]


def _found(path: str) -> list[str]:
    """A file may have brackets in its name: what is there under that very name is no pattern."""
    return [path] if os.path.lexists(path) else sorted(glob(path, recursive=True)) or [path]


def _source(name: str) -> Source:
    """The source of that name; a new one is stored with the first record."""
    name = clean_line(name)
    if not name:
        raise _wrong("Say with --source whose stories these are.")
    if len(name) > LONGEST_SOURCE:
        raise _wrong(f"The name of a source has at most {LONGEST_SOURCE} characters; this one has {len(name)}.")
    return Source.objects.filter(name=name).first() or Source(name=name)


def _section(slug: str | None) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if not section:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise _wrong(f"There is no section “{slug}”. There are: {known}.")
    return section


def _check_may_publish(source: Source, user) -> None:
    """Said before anything is filed: a whole archive that was not published is a bad surprise."""
    if user:
        if Membership.objects.person(user).highest_rank < RANKS[Role.CHIEF]:
            raise _wrong(f"“{user.username}” may not publish imports: that is a chief's. Leave --publish out to file.")
    elif Membership.objects.person_by_id(source.trusted_by_id).highest_rank < RANKS[Role.CHIEF]:
        raise _wrong(
            f"The source “{source}” may not publish. Let a chief mark it as one that may, name a chief with --user, "
            "or leave --publish out to file the stories for the desk."
        )
