"""The suite's settings, with files on a disk that a process dies on while it writes."""

import os

from tests.settings import *  # noqa: F403

STORAGES = STORAGES | {  # noqa: F405
    name: {
        "BACKEND": "tests.articles.pictures.dying_disk.DyingStorage",
        "OPTIONS": {"location": os.path.join(os.environ["SHELVES"], folder), "base_url": None},
    }
    for name, folder in (("default", "private"), ("public", "public"))
}
