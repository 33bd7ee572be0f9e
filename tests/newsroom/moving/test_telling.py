from newsroom.moving import telling
from newsroom.moving.report import Record, Report
from newsroom.wire.filing import Outcome


def record(number, reason, outcome=Outcome.FILED):
    return Record("site.xml", number, outcome, reason, None)


def test_few_reasons_need_no_summary():
    assert list(telling.summary(Report([record(1, "No topic is called: Ports.")]))) == [
        "1 record: 1 filed, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed."
    ]


def test_reasons_are_counted_without_what_differs():
    records = [
        record(number, f"No topic is called: Tag {number}, B. Same story as another one?") for number in range(30)
    ]
    records += [record(99, "Pictures that were not taken in (2): a.jpg, b.jpg.")]

    assert list(telling.summary(Report(records)))[1:] == [
        "What came up most often:",
        "     30 × No topic is called: …",
        "     30 × Same story as another one?",
        "      1 × Pictures that were not taken in …: …",
    ]


def test_failures_are_told_before_all_else_that_very_many_records_have_to_tell():
    skipped = [record(number, "A picture.", Outcome.SKIPPED) for number in range(telling.MOST_LINES)]

    told = list(telling.lines(Report([*skipped, record(9_999, "It failed.", Outcome.FAILED)])))

    assert told[0] == (True, "site.xml, record 9999: failed. It failed.")
    assert len(told) == telling.MOST_LINES


def test_only_the_first_of_very_many_records_are_told_one_by_one():
    report = Report([record(number, "It failed.", Outcome.FAILED) for number in range(telling.MOST_LINES + 7)])

    assert len(list(telling.lines(report))) == telling.MOST_LINES
    assert list(telling.summary(report))[-1] == "7 more records have something to tell: --report FILE has all of it."
