"""The web server's way in: the count of reads around what is remembered, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django_application = get_wsgi_application()

from newsroom.pagecache.serving import Serving  # noqa: E402 - models are there once Django is set up
from newsroom.readership.counting import CountingReads  # noqa: E402

application = CountingReads(Serving(django_application))
