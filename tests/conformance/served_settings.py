"""Production's settings for a server on a test's own database: static files as they are written, pictures apart."""

import os

from newsroom.settings import *  # noqa: F403

STORAGES = {
    name: {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": f"{os.environ['TEST_PICTURES']}/{name}", "base_url": None},
    }
    for name in ("default", "public")
} | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
