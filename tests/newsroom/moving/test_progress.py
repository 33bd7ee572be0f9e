from collections import Counter
from io import StringIO

from newsroom.moving.progress import Progress, line
from newsroom.moving.report import Record
from newsroom.wire.filing import Outcome

FILED = Record("a.txt", 1, Outcome.FILED, "", 1)


def test_line_says_how_far_how_fast_and_how_long():
    counts = Counter({Outcome.FILED: 40, Outcome.FAILED: 2})

    assert line(counts, seconds=21, share=0.25) == "[#####...............]  25% 42 records, 2/s, 2 failed, 1:03 left"
    assert line(counts, seconds=9000, share=0.5).endswith("2:30:00 left")
    assert line(counts, seconds=1, share=0.5) == "[##########..........]  50% 42 records, 42/s, 2 failed"
    assert line(counts, seconds=21, share=0) == "42 records, 2/s, 2 failed"


def test_nothing_is_written_where_nobody_looks():
    stream = StringIO()
    progress = Progress(stream, is_shown=False)

    progress.show(FILED)
    progress.end()

    assert stream.getvalue() == ""
