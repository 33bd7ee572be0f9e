import errno
import json
import os
from pathlib import Path

import pytest

from newsroom.moving import report as reports
from newsroom.moving.report import Record, Report
from newsroom.wire.filing import Outcome


def of(*outcomes, is_strict=False):
    records = [Record("a.txt", 1, outcome, "", None) for outcome in outcomes]
    return Report(records, is_strict=is_strict)


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (of(), 2),
        (of(Outcome.FILED), 0),
        (of(Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.SKIPPED), 0),
        (of(Outcome.SKIPPED), 0),
        (of(Outcome.FILED, Outcome.FAILED), 1),
        (of(Outcome.SKIPPED, Outcome.FAILED), 1),
        (of(Outcome.FAILED), 2),
        (of(Outcome.FAILED, Outcome.FAILED), 2),
        (of(Outcome.FILED, Outcome.FAILED, is_strict=True), 1),
        (of(Outcome.FAILED, is_strict=True), 1),
        (of(Outcome.FILED, is_strict=True), 0),
        (of(is_strict=True), 2),
    ],
)
def test_report_has_the_exit_code(report, code):
    assert report.exit_code == code


def test_report_is_written_with_counts_that_add_up(tmp_path):
    of(Outcome.FILED, Outcome.FAILED, Outcome.FILED).write(tmp_path / "report.json")

    assert json.loads((tmp_path / "report.json").read_text()) == {
        "counts": {"filed": 2, "updated": 0, "unchanged": 0, "duplicate": 0, "skipped": 0, "failed": 1},
        "records": [
            {"path": "a.txt", "number": 1, "outcome": outcome, "reason": "", "article": None}
            for outcome in ("filed", "failed", "filed")
        ],
    }


def test_report_of_nothing_is_written(tmp_path):
    Report().write(tmp_path / "report.json")

    assert json.loads((tmp_path / "report.json").read_text())["records"] == []


def test_records_come_back_as_they_were_from_the_disk(monkeypatch):
    monkeypatch.setattr(reports, "IN_MEMORY", 100)
    records = [
        Record(f"ملف {place} \udcff\n", place, Outcome.FILED, "“a”\tb\u2028", place or None) for place in range(50)
    ]
    report = Report(records)

    assert list(report) == records
    assert [(one, other) for one, other in zip(report, report, strict=True) if one != other] == []
    report.add(records[0])
    assert len(report) == len(list(report)) == report.told == 51


def test_names_that_are_no_text_are_written_with_a_sign(tmp_path):
    Report([Record("a\udcff.txt", 1, Outcome.FILED, "", 7)]).write(tmp_path / "report.json")

    assert json.loads((tmp_path / "report.json").read_text())["records"][0]["path"] == "a?.txt"


def test_full_disk_is_an_oserror_wherever_it_is_met(monkeypatch):
    monkeypatch.setattr(reports, "SpooledTemporaryFile", lambda _size: Path("/dev/full").open("r+b"))  # noqa: SIM115
    report = Report()

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        add_many(report)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        list(report)
    report.close()


def add_many(report):
    for place in range(1000):
        report.add(Record("a.txt", place, Outcome.FILED, "It is long. " * 50, place))
