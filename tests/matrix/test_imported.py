"""What a trusted source sends but has not published for everybody: at none of our addresses, in every format."""

import json

import pytest
from django.core.management import call_command

from newsroom.wire.models import Source, WireItem
from tests.newsroom.wire.formats import test_anpa, test_ghost, test_iptc7901, test_newsml_g2, test_ninjs, test_nitf
from tests.newsroom.wire.formats import test_wxr as wxr

from .hidden import word
from .listening import everywhere, songs

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LATER = "2031-01-05T06:00:00Z"
OF_COMMENT = (
    "<wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_author>{0}sender</wp:comment_author><wp:comment_approved>1"
    "</wp:comment_approved><wp:comment_date_gmt>2025-01-05 06:00:00</wp:comment_date_gmt><wp:comment_content>{0}letter"
    "</wp:comment_content></wp:comment>"
)


def wordpress(name, **values):
    own = {
        "title": word(name, "headline"),
        "content__encoded": f"<p>{word(name, 'body')}</p>",
        "wp__post_name": word(name, "slug"),
        "wp__post_id": str(sum(name.encode())),
        "dc__creator": word(name, "printed"),
        "link": f"https://old.example/{word(name, 'link')}/",
        "guid": f"https://old.example/?p={sum(name.encode())}",
    }
    inside = (
        f'<category domain="post_tag" nicename="{word(name, "tag")}">{word(name, "tag")}</category>'
        f"<excerpt:encoded>{word(name, 'standfirst')}</excerpt:encoded>"
        + wxr.meta("_yoast_wpseo_title", word(name, "search_title"))
        + OF_COMMENT.format(word(name, "comment"))
    )
    return wxr.post(inside, **(own | values))


def ghost(name, **values):
    texts = {"title": word(name, "headline"), "html": f"<p>{word(name, 'body')}</p>", "slug": word(name, "slug")}
    return test_ghost.post(id=name, uuid=name, custom_excerpt=word(name, "standfirst"), **(texts | values))


def newsml(name, meta):
    return test_newsml_g2.item(
        guid=f"urn:{name}",
        meta=test_newsml_g2.META + meta,
        content=f"<headline>{word(name, 'headline')}</headline><by>{word(name, 'printed')}</by>",
        text=test_newsml_g2.HTML.format(f"<body><p>{word(name, 'body')}</p></body>"),
    )


def nitf(name, *, docdata="", **values):
    number = f'<doc-id id-string="{name}" regsrc="CW"/><date.issue norm="20250104T191200+0200"/>'
    head = f"<hedline><hl1>{word(name, 'headline')}</hl1></hedline>"
    return test_nitf.nitf_file(f"<p>{word(name, 'body')}</p>", docdata=number + docdata, body_head=head, **values)


def ninjs(name, **values):
    texts = {"headline": word(name, "headline"), "body_xhtml": f"<p>{word(name, 'body')}</p>"}
    return test_ninjs.item(uri=f"urn:{name}", **(texts | values))


def table(name, **values):
    texts = {"id": name, "headline": word(name, "headline"), "body": f"<p>{word(name, 'body')}</p>"}
    return texts | {"date": "2025-01-04T17:12:00Z", "note": word(name, "note")} | values


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


def framed(module, name, top):
    number = f"{len(name):04}"
    own = {
        "Ferries agree": word(name, "headline"),
        "will\r\n": word(name, "body"),
        "e0003": f"e{number}",
        "2870": number,
    }
    text = module.message(top=top)
    for old, new in own.items():
        text = text.replace(old, new)
    return text


def wire_text(name, dateline):
    return f"WORLD\n{dateline} - Jerusalem Time\n{word(name, 'headline')}\n{word(name, 'body')}\n\nShare your opinion\n"


# By format: what is published, and what is not, each a file.
FILES = {
    "wxr": (
        wxr.export(wordpress("usable")),
        [
            wxr.export(
                wordpress("draft", wp__status="draft"),
                wordpress("pending", wp__status="pending"),
                wordpress("private", wp__status="private"),
                wordpress("trash", wp__status="trash"),
                wordpress("password", wp__post_password="open sesame"),
                wordpress("odd", wp__status="in-progress"),
                wordpress("future", wp__status="future", wp__post_date_gmt="2031-01-05 06:00:00"),
                wordpress("undated", wp__post_date_gmt="0000-00-00 00:00:00"),
            )
        ],
    ),
    "ghost": (
        test_ghost.export(ghost("usable")),
        [
            test_ghost.export(
                ghost("draft", status="draft"),
                ghost("scheduled", status="scheduled", published_at=LATER),
                ghost("later", published_at=LATER),
                ghost("members", visibility="members"),
                ghost("paid", visibility="paid"),
                ghost("odd", status="sleeping"),
            )
        ],
    ),
    "newsml_g2": (
        newsml("usable", ""),
        [
            newsml("withheld", '<pubStatus qcode="stat:withheld"/>'),
            newsml("canceled", '<pubStatus qcode="stat:canceled"/>'),
            newsml("odd", '<pubStatus qcode="stat:asleep"/>'),
            newsml("embargoed", f"<embargoed>{LATER}</embargoed>"),
            newsml("endless", "<embargoed/>"),
        ],
    ),
    "nitf": (
        nitf("usable"),
        [
            nitf("withheld", status="withheld"),
            nitf("canceled", status="canceled"),
            nitf("embargoed", status="embargoed"),
            nitf("released", docdata='<date.release norm="20310105T060000Z"/>'),
        ],
    ),
    "ninjs": (
        ninjs("usable"),
        [
            ninjs("withheld", pubstatus="withheld"),
            ninjs("canceled", pubstatus="canceled"),
            ninjs("odd", pubstatus="asleep"),
            ninjs("embargoed", embargoed=LATER),
            ninjs("endless", embargoed=""),
        ],
    ),
    "jsonl": (
        lines(table("usable")),
        [
            lines(
                table("draft", status="draft"),
                table("odd", status="asleep"),
                table("embargoed", embargo=LATER),
                table("later", date=LATER),
                table("undated", date="soon"),
            )
        ],
    ),
    "iptc7901": (
        framed(test_iptc7901, "usable", ""),
        [framed(test_iptc7901, name, f"{name.upper()}\r\n") for name in ("withheld", "embargoed", "kill")],
    ),
    "anpa": (
        framed(test_anpa, "usable", test_anpa.TOP),
        [
            framed(test_anpa, name, f"{test_anpa.TOP}^Eds: {words}<\r\n")
            for name, words in (
                ("withheld", "Bulletin withhold."),
                ("embargoed", "Embargoed until 0600 GMT."),
                ("kill", "Mandatory kill. The story is wrong."),
            )
        ],
    ),
    "wire_text": (
        wire_text("usable", "Sat 04 Jan 2025 7:12 pm"),
        [wire_text("future", "Sun 05 Jan 2031 7:12 pm")],
    ),
}
SUFFIXES = {"wxr": "xml", "newsml_g2": "xml", "nitf": "xml", "jsonl": "jsonl", "ghost": "json", "ninjs": "json"}


@pytest.fixture
def publish(world, tmp_path, capsys):
    """Files texts as a source that may publish, asked to."""
    Source.objects.create(name="Trusted Wire", trusted_by=world.people["chief"])

    def filed(name, *texts):
        paths = [tmp_path / f"{number}.{SUFFIXES.get(name, 'txt')}" for number, _text in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text.encode())
        options = {"source": "Trusted Wire", "section": "world", "publish": True, "format": name}
        call_command("import_stories", *map(str, paths), **options)
        return [item.article for item in WireItem.objects.filter(source__name="Trusted Wire", format=name)]

    return filed


@pytest.mark.parametrize("name", FILES)
def test_what_a_source_published_is_heard(world, publish, name):
    """Or the silence below would mean nothing."""
    usable, _hidden = FILES[name]

    [story] = publish(name, usable)

    heard = songs(everywhere(world, [story]))
    assert word("usable", "headline").encode() in set().union(*heard.values())


@pytest.mark.parametrize("name", FILES)
def test_what_a_source_has_not_published_is_nowhere(world, publish, name):
    _usable, hidden = FILES[name]

    items = publish(name, *hidden)

    assert len(items) >= len(hidden)
    assert songs(everywhere(world, [story for story in items if story])) == {}  # a kill that came first is no story
