"""The project's settings with the suite's own speed and isolation; nothing else differs."""

import os

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("NEWSROOM_TEST_DATABASE", "1")

from newsroom.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {  # noqa: F405
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "public": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # static files from where they are written
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAGE_CACHE = False  # what a test writes with its own hands moves no edition
API_WITHOUT_KEY = 100_000  # a module's tests ask from one address; those of the limit set their own
