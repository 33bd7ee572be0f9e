"""Files that are sent go to the disk piece by piece, never into memory, and no further than any may be long."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from articles.decoder.opening import MOST_BYTES


class ToDisk(TemporaryFileUploadHandler):
    """Of a file that is too long one piece more is kept than may be: whoever takes it refuses it in its form, with
    what else was typed there. The rest is thrown away as it comes."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES:
            super().receive_data_chunk(raw_data, start)
