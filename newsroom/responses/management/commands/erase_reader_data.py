from django.core.management.base import BaseCommand, CommandError

from articles.admin.keys import key_of
from newsroom.responses.readers_own import Reader, erase, reader_of


class Command(BaseCommand):
    help = "Erases all that is kept of a reader, from the readers' pages too. It cannot be undone."

    def add_arguments(self, parser):
        add_reader(parser)

    def handle(self, **options):
        erased = erase(reader_named(**options), source="erase_reader_data")
        self.stdout.write(
            f"Erased: {erased.letters} letters, {erased.replies} answers to them, {erased.blocks} blocks."
        )


def add_reader(parser):
    parser.add_argument("mail", nargs="?", default="", help="the reader's e-mail address")
    parser.add_argument("--letter", metavar="NUMBER", help="or the letter of a reader who gave no address")


def reader_named(*, mail, letter, **_options) -> Reader:
    """The reader that the arguments name, by one of the two."""
    if bool(mail.strip()) == bool(letter):
        raise CommandError("Name the reader by an e-mail address, or a letter by --letter NUMBER.")
    if not letter:
        return reader_of(mail)
    number = key_of(letter)
    if number is None:
        raise CommandError(f"“{letter}” is no number of a letter.")
    return Reader(letter_number=number)
