"""What other apps put into the admin and the desk has no use for."""

from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

from . import story_admin  # noqa: F401 - registers the story's page

admin.site.unregister(ProcrastinateJob)  # its pages show everything that waits, embargoed or not, to administrators
