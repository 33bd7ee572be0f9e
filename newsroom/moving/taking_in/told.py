"""Taking an export in as a command does it: told on the terminal and in a report, with an exit status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsroom.moving.summaries import Summary
from newsroom.moving.whole_files import write_json
from newsroom.wire.filing import Outcome

from .parcels import Parcel
from .refusing import Refused
from .running import Taking

DONE, INCOMPLETE, REFUSED = 0, 1, 2  # exit statuses


def take_in(parcel: Parcel, *, out, err, is_shown: bool, dry_run: bool, report: Path | None) -> int:
    """Takes everything in, or nothing, and says so; returns the exit status."""
    taking, summary = Taking(parcel, is_kept=not dry_run), Summary(err, is_shown=is_shown)
    refusal = None
    try:
        for kind in taking.run():
            summary.add(kind)
    except Refused as problem:
        refusal = problem
    except OSError as problem:
        refusal = Refused(f"A file cannot be read or written: {problem.strerror or problem}.")
    finally:
        summary.end()
    status = REFUSED if refusal else INCOMPLETE if taking.is_incomplete else DONE
    if report:
        try:
            _write(report, parcel, summary=summary, taking=taking, refusal=refusal)
        except OSError as problem:
            err.write(f"The report cannot be written to {report}: {problem.strerror}.")
            status = status or INCOMPLETE
    if refusal:
        err.write(f"{parcel.path}: nothing was taken in. {refusal}")
        return status
    for note in taking.notes:
        out.write(note)
    out.write(f"Taken in: {summary}.")
    if dry_run:
        out.write("A dry run: nothing was kept.")
    return status


def _write(report: Path, parcel: Parcel, *, summary: Summary, taking: Taking, refusal: Refused | None) -> None:
    """As an import's: a story is a record that was filed, and what ended a run is one that failed."""
    counts = {outcome.value: 0 for outcome in Outcome}
    counts[Outcome.FILED] = 0 if refusal else summary.counts["articles"]
    counts[Outcome.FAILED] = 1 if refusal else 0
    records = [_failed(parcel, refusal)] if refusal else []
    said = {"counts": counts, "records": records, "taken_in": {} if refusal else summary.counts, "notes": taking.notes}
    write_json(report, said)


def _failed(parcel: Parcel, refusal: Refused) -> dict[str, Any]:
    said = {"outcome": Outcome.FAILED.value, "reason": str(refusal), "article": None}
    return {"path": str(parcel.path), "number": refusal.line, **said}
