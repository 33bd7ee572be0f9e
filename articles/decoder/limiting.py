"""Holds a process of its own to little time and memory."""

import resource


def limit(*, seconds: int, size: int) -> None:
    """Holds this process to seconds of CPU and bytes of memory, before anything of a stranger's file is read."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
