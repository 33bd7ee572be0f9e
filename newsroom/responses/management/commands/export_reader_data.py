import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.responses.readers_own import give_out

from .erase_reader_data import add_reader, reader_named


class Command(BaseCommand):
    help = "Writes all that is kept of a reader as JSON: letters, answers, decisions and blocks."

    def add_arguments(self, parser):
        add_reader(parser)
        parser.add_argument("--output", type=Path, metavar="FILE", help="write it there, and not to the screen")

    def handle(self, *, output, **options):
        held = give_out(reader_named(**options), source="export_reader_data")
        text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, "utf-8")
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        self.stdout.write(f"{len(held['letters'])} letters are in {output}.")
