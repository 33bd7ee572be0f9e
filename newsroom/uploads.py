"""Files that are sent go to the disk piece by piece, never into memory, and no further than any may be long."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from articles.decoder.opening import MOST_BYTES


class ToDisk(TemporaryFileUploadHandler):
    """Of a file that is too long one piece more is kept than may be: whoever takes it refuses it in its form, with
    what else was typed there. The rest is thrown away as it comes."""

    def new_file(self, *arguments, **named):
        """The temporary file has nothing of the name that a stranger chose: it may be longer than a disk takes."""
        FileUploadHandler.new_file(self, *arguments, **named)
        self.file = TemporaryUploadedFile("file", self.content_type, 0, self.charset, self.content_type_extra)
        self.file.name = self.file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES:
            super().receive_data_chunk(raw_data, start)
