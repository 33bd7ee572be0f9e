"""A disk on which a process is killed as it writes."""

import os
import signal

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage


class DyingStorage(FileSystemStorage):
    left = 0

    def _save(self, name, content):
        DyingStorage.left -= 1
        if DyingStorage.left == 0:
            super()._save(name, ContentFile(content.read()[:100]))
            os.kill(os.getpid(), signal.SIGKILL)
        return super()._save(name, content)
