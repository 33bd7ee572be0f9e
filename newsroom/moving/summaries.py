"""What a move of a whole newsroom has done so far."""

import time
from collections import Counter


class Summary:
    """What was moved, counted by kind; on a terminal, one line that says so meanwhile."""

    def __init__(self, stream, *, is_shown: bool):
        self.stream, self.is_shown = stream, is_shown
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []
        self.started, self.told = time.monotonic(), 0.0

    def __str__(self):
        return ", ".join(f"{count} {kind}" for kind, count in self.counts.items()) or "nothing, for there is nothing"

    def add(self, kind: str, *, problem: str = "") -> None:
        if problem:
            self.problems.append(problem)
        else:
            self.counts[kind] += 1
        now = time.monotonic()
        if self.is_shown and now - self.told > 0.2:
            self.told = now
            rate = self.counts.total() / max(now - self.started, 0.001)
            self.stream.write(f"\r{self.counts.total()} done, {rate:.0f}/s, {kind} ", ending="")
            self.stream.flush()

    def end(self) -> None:
        if self.is_shown and self.told:
            self.stream.write("\r" + " " * 70 + "\r", ending="")
