import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Image
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def export_stories(tmp_path):
    """Runs the command: its exit code, what it said, what it complained of, its report."""

    def ran(*arguments):
        out, err, code, report = StringIO(), StringIO(), 0, tmp_path / "report.json"
        report.unlink(missing_ok=True)
        try:
            call_command("export_stories", *map(str, arguments), report=report, stdout=out, stderr=err)
        except SystemExit as ending:
            code = ending.code
        except CommandError as refusal:
            code = refusal.returncode
            err.write(str(refusal))
        return code, out.getvalue(), err.getvalue(), json.loads(report.read_text()) if report.exists() else {}

    return ran


def test_complete_export_is_what_is_written_by_itself(export_stories, tmp_path):
    make_article("published", "live")

    code, said, complaint, report = export_stories(tmp_path / "all")

    assert (code, complaint) == (0, "")
    assert f"Written to {tmp_path / 'all'}: 2 persons, 1 sections" in said
    assert (report["format"], report["counts"]["articles"], report["problems"]) == ("jsonl", 1, [])
    assert (tmp_path / "all" / "export.jsonl").exists()


def test_something_that_could_not_be_written_is_told(export_stories, tmp_path):
    Image.objects.create(original="originals/lost", sha256="0" * 64, width=1, height=1)

    code, _said, complaint, report = export_stories(tmp_path / "all")

    assert code == 1
    assert report["problems"] == [complaint.strip()]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--since", "2025-01-01"), "--since, --section and --language are for other formats"),
        (("--language", "ar"), "--since, --section and --language are for other formats"),
        (("--since", "yesterday"), "“yesterday” is no date"),
        (("--since", "2025-02-30"), "“2025-02-30” is no date"),
        (("--section", "sport"), "There is no section “sport”"),
    ],
)
def test_options_that_are_wrong_are_refused(export_stories, tmp_path, options, sentence):
    code, _said, complaint, _report = export_stories(tmp_path / "all", *options)

    assert code == 2
    assert sentence in complaint
    assert not (tmp_path / "all").exists()


def test_place_that_is_taken_is_refused(export_stories, tmp_path):
    (tmp_path / "all").mkdir()

    code, _said, complaint, _report = export_stories(tmp_path / "all")

    assert (code, complaint) == (2, f"There is something at {tmp_path / 'all'} already: name a place that is free.")


def test_report_that_cannot_be_written_is_told_before_anything_is(tmp_path):
    def refusal(report):
        with pytest.raises(CommandError) as refused:
            call_command("export_stories", str(tmp_path / "all"), report=report)
        return refused.value.returncode, str(refused.value)

    assert refusal(tmp_path) == (2, f"--report names a folder, {tmp_path}: name a file in it.")
    assert refusal(tmp_path / "all") == (2, "--report names what the export is written to: name another file.")
    assert refusal(tmp_path / "none" / "x") == (2, f"There is no folder {tmp_path / 'none'} to write the report to.")
    assert list(tmp_path.iterdir()) == []
