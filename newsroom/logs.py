"""What the log says of requests that were refused: a line, and no traceback that anybody could fill it with."""

import logging


class WithoutRefusedTraces(logging.Filter):
    """Takes the traceback from what Django logs of 4xx answers and of unknown hosts; a 500 keeps its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
