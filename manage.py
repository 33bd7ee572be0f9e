#!/usr/bin/env python
"""Django's command line for the newsroom."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.plainly import failing_plainly


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Arabic gets escapes, not a traceback
        stream.reconfigure(errors="backslashreplace")
    with failing_plainly():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
