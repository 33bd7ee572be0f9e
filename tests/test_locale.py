"""The Arabic catalogues, and the Hebrew one for readers: complete, compiled, true to the source, what people see."""

import ast
import re
import shutil
import struct
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from newsroom.accounts.factor_forms import CodeForm

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
# The project's own texts; those of the body editor's script. Hebrew has what readers see.
CATALOGUES = ["ar/LC_MESSAGES/django", "ar/LC_MESSAGES/djangojs", "he/LC_MESSAGES/django"]
FORMS = {6, 3}  # Arabic numbers: none, one, two, a few, many, others; Hebrew ones: one, two, others
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")')
PLACE = re.compile(r"(\S+):\d+")
# What readers, and people whom a draft is shown in confidence, are told by; the rest is mixed with what the desk is.
FOR_READERS = re.compile(
    r"newsroom/pages/(?!apps)|newsroom/moving/exporting/copying/|templates/(pages/|previews/|moving/|\w+\.html)"
    r"|newsroom/responses/(sending|digest)"
    r"|newsroom/previews/(documents|drafts|replies|story_page|views|wanted)\.py"
)
CREATED = re.compile("POT-Creation-Date: .*\n")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}")


@dataclass
class Message:
    """One entry: its texts by keyword (`msgctxt`, `msgid`, `msgid_plural`), translations, flags, and source files."""

    texts: dict[str, str] = field(default_factory=dict)
    translations: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    @property
    def key(self):
        """As a compiled catalogue has it: the context before the text, the plural after it."""
        context = self.texts["msgctxt"] + "\4" if "msgctxt" in self.texts else ""
        plural = "\0" + self.texts["msgid_plural"] if "msgid_plural" in self.texts else ""
        return context + self.texts["msgid"] + plural

    @property
    def is_complete(self):
        forms = FORMS if "msgid_plural" in self.texts else {1}
        return len(self.translations) in forms and all(self.translations)


def messages(path):
    """Every entry of a .po file or template, the header (its text is empty) first."""
    entries = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [message(entry.splitlines()) for entry in entries if not entry.startswith("#~")]


def message(lines):
    found, current = Message(), ""
    for line in lines:
        if line.startswith("#,"):
            found.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#:"):
            found.places += PLACE.findall(line)
        elif not line.startswith("#"):
            keyword, form, text = LINE.fullmatch(line).groups()
            current = keyword + (form or "") if keyword else current
            add(found, current, ast.literal_eval(text))
    return found


def add(found, keyword, text):
    """A line without a keyword goes on with the one before it."""
    if not keyword.startswith("msgstr"):
        found.texts[keyword] = found.texts.get(keyword, "") + text
        return
    form = int(keyword.removeprefix("msgstr") or 0)
    found.translations += [""] * (form + 1 - len(found.translations))
    found.translations[form] += text


def compiled(path):
    """What a .mo file holds, by key: two tables of lengths and offsets (GNU gettext manual, "MO Files")."""
    raw = path.read_bytes()
    magic, _revision, count, keys_at, texts_at = struct.unpack_from("<5I", raw)
    assert magic == 0x950412DE
    return {
        text_at(raw, keys_at + 8 * number): text_at(raw, texts_at + 8 * number).split("\0") for number in range(count)
    }


def text_at(raw, entry):
    length, offset = struct.unpack_from("<2I", raw, entry)
    return raw[offset : offset + length].decode()


@pytest.mark.parametrize("name", CATALOGUES)
def test_compiled_catalogue_equals_its_source(name):
    source = {entry.key: entry.translations for entry in messages(LOCALE / f"{name}.po")}
    source[""] = [CREATED.sub("", source[""][0])]  # msgfmt leaves it out

    assert compiled(LOCALE / f"{name}.mo") == source


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogue_is_complete(name):
    entries = messages(LOCALE / f"{name}.po")

    assert len(entries) > 1
    assert [entry.key for entry in entries if not entry.is_complete or "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_translations_have_the_placeholders_of_their_source(name):
    wrong = [
        (entry.key, text)
        for entry in messages(LOCALE / f"{name}.po")
        for form, text in enumerate(entry.translations)
        if entry.key and not is_true(text, entry, form=form)
    ]

    assert wrong == []


def is_true(text, entry, *, form):
    """The forms for none, one and two may say the number in words."""
    wanted, got = placeholders(entry.texts["msgid"]), placeholders(text)
    is_spoken = "msgid_plural" in entry.texts and form < 3
    return got <= wanted if is_spoken else got == wanted


def placeholders(text):
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed: no xgettext to collect texts")
def test_catalogue_has_every_text_of_the_source_and_no_other(tmp_path, monkeypatch, settings):
    for folder in ("articles", "newsroom", "templates", "locale"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    call_command("makemessages", locale=["ar"], no_wrap=True, keep_pot=True, verbosity=0)

    collected = messages(tmp_path / "locale/django.pot")
    for_readers = {entry.key for entry in collected if any(map(FOR_READERS.match, entry.places))}
    assert len(collected) > len(for_readers) > 100
    assert sorted({entry.key for entry in collected} - keys("ar")) == []
    assert sorted(for_readers - keys("he")) == []
    assert sorted((keys("ar") | keys("he")) - {entry.key for entry in collected}) == []


def test_no_text_hides_in_an_f_string():
    """Where gettext does not find it."""
    sources = [path for folder in ("articles", "newsroom") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 500

    hidden = re.compile(r"""f["'].*\{_\(""")
    assert [path.name for path in sources if hidden.search(path.read_text(encoding="utf-8"))] == []


def keys(language):
    return {entry.key for entry in messages(LOCALE / language / "LC_MESSAGES/django.po")}


def test_reader_page_is_in_arabic(client, db):
    page = client.get("/ar/corrections/").content.decode()

    assert "<h1>تصحيحات وتوضيحات</h1>" in page
    assert '<li><a href="/ar/corrections/">التصحيحات</a></li>' in page
    assert 'href="#main">انتقل إلى المحتوى</a>' in page


def test_desk_is_in_the_language_that_was_chosen(client, db):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"

    page = client.get("/admin/login/").content.decode()

    assert re.search(r'<html lang="ar"\s+dir="rtl"', page)
    assert '<div id="site-name"><a href="/admin/">غرفة الأخبار</a></div>' in page
    assert "اسم المستخدم" in page


def test_word_that_means_two_things_has_two_translations():
    with translation.override("ar"):
        code, own = str(CodeForm.base_fields["code"].label), translation.gettext("My text")
        assert (code, own) == ("الرمز", "نصي")
        assert (translation.gettext("Code"), translation.gettext("Mine")) == ("تعليمات برمجية", "موادي")
