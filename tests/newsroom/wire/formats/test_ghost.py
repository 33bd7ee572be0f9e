import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.formats import ghost
from newsroom.wire.reading import Terms
from newsroom.wire.stories import Standing, WireByline, WireFailure, WirePage, WirePerson, WireSkip, WireStory

from .reading import TERMS, failure, records, sample, skip, story

POST = {
    "id": "1",
    "uuid": "f3a0",
    "title": "Ferries agree",
    "slug": "ferries",
    "html": "<p>Boats go out again.</p>",
    "status": "published",
    "visibility": "public",
    "type": "post",
    "published_at": "2025-01-04T17:12:00.000Z",
    "updated_at": "2025-01-05 08:00:00",
}


def export(*posts, wrapped=True, **tables):
    inner = {"meta": {"version": "5.0.0", "exported_on": 1}, "data": {"posts": list(posts), **tables}}
    return json.dumps({"db": [inner]} if wrapped else inner)


def post(**values):
    return POST | values


def node(kind, *children, **values):
    return {"type": kind, "children": list(children), **values}


def lexical(*nodes):
    return post(html=None, lexical=json.dumps({"root": node("root", *nodes)}))


def mobiledoc(sections, cards=(), markups=()):
    return post(html=None, mobiledoc=json.dumps({"sections": sections, "cards": list(cards), "markups": list(markups)}))


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("exported_on", [1736064000000, None, 0, "never", [], {}])
def test_export_says_when_it_was_written(wrapped, exported_on):
    inner = {"data": {"posts": [POST]}, "meta": {"exported_on": exported_on}}

    found = story(json.dumps({"db": [inner]} if wrapped else inner))

    assert found.exported_at == (datetime(2025, 1, 5, 8, tzinfo=UTC) if exported_on == 1736064000000 else None)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_post_with_all_that_it_is(wrapped):
    found = story(
        export(
            post(feature_image="__GHOST_URL__/content/images/a.jpg", custom_excerpt="In short."),
            wrapped=wrapped,
            users=[
                {"id": "9", "name": "Rana Haddad", "password": "$2a$10$secret"},
                {"id": "8", "name": "Salma Nasser"},
            ],
            tags=[{"id": "3", "name": "Economy"}, {"id": "4", "name": "#internal"}, {"id": "5", "name": "Ports"}],
            posts_authors=[
                {"post_id": "1", "author_id": "8", "sort_order": 1},
                {"post_id": "1", "author_id": "9", "sort_order": 0},
            ],
            posts_tags=[{"post_id": "1", "tag_id": number, "sort_order": number} for number in ("3", "4", "5")],
            posts_meta=[{"post_id": "1", "meta_title": "Ferries", "feature_image_alt": "Boats"}],
        )
    )

    assert (found.headline, found.body, found.standfirst) == (
        "Ferries agree",
        "<p>Boats go out again.</p>",
        "In short.",
    )
    assert found.bylines == (WireByline("Rana Haddad", "by"), WireByline("Salma Nasser", "by"))
    assert (found.section_label, found.tags, found.search_title) == ("Economy", ("Economy", "Ports"), "Ferries")
    assert (found.published_at, found.changed_at) == (
        datetime(2025, 1, 4, 17, 12, tzinfo=UTC),
        datetime(2025, 1, 5, 8, tzinfo=UTC),
    )
    [picture] = found.pictures
    assert (picture.address, picture.alternative, picture.is_lead) == ("/content/images/a.jpg", "Boats", True)
    assert (found.external_id, found.old_addresses, found.standing) == ("f3a0", ("/ferries/",), Standing.USABLE)


def test_addresses_of_the_site_lead_to_where_it_was():
    found = story(
        export(post(html='<img src="__GHOST_URL__/content/a.jpg">')), Terms("UTC", address="https://old.example/")
    )

    assert found.pictures[0].address == "https://old.example/content/a.jpg"
    assert found.old_addresses == ("https://old.example/ferries/",)


def test_oldest_sample():
    found = story(sample("ghost/export-003-api-wrapper.json"))

    assert (found.headline, found.external_id, found.language) == ("Welcome to Ghost", "1", "en")
    assert found.published_at == datetime(2013, 12, 29, 11, 58, 30, 783000, tzinfo=UTC)


def test_sample_without_a_wrapper():
    found = story(sample("ghost/ghost-flat.json"))

    assert [picture.is_lead for picture in found.pictures] == [False, True]
    assert found.body == '<p>An image:</p><figure data-picture="1"></figure>'


def test_sample_with_rendered_and_unrendered_posts():
    found = records(sample("ghost/ghost.json"))

    assert len(found) == 3
    assert found[0].bylines == (WireByline("Alice Johnson", "by"),)
    assert found[0].tags[0] == "News"
    assert all(isinstance(each, WireStory) and each.body for each in found)


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.USABLE),
        ({"status": "scheduled"}, Standing.USABLE),
        ({"status": "draft"}, Standing.DRAFT),
        ({"status": "sent"}, Standing.PRIVATE),
        ({"visibility": "members"}, Standing.PRIVATE),
        ({"visibility": "paid"}, Standing.PRIVATE),
        ({"visibility": "tiers"}, Standing.PRIVATE),
        ({"status": "odd"}, Standing.DRAFT),
    ],
)
def test_only_what_is_public_may_be_public(values, standing):
    assert story(export(post(**values))).standing is standing


@pytest.mark.parametrize("values", [{"type": "page"}, {"page": 1}, {"page": True}])
def test_page_is_skipped(values):
    assert "A page" in skip(export(post(**values))).reason


@pytest.mark.parametrize("value", ["00-00-0000 00:00:00", None, ""])
def test_no_date_is_no_error(value):
    found = story(export(post(published_at=value)))

    assert (found.published_at, found.warnings) == (None, ())


def test_scripts_and_secrets_are_kept_nowhere():
    payload = export(
        post(codeinjection_head="<script>steal()</script>", codeinjection_foot="<script>more()</script>"),
        users=[{"id": "9", "name": "Rana", "password": "$2a$10$secret"}],
        settings=[{"key": "stripe_secret", "value": "sk_live_1"}],
    )

    kept = repr(story(payload))

    assert not any(secret in kept for secret in ("steal()", "more()", "$2a$10", "sk_live"))


def test_lexical_is_rendered_where_nobody_has():
    text = {"type": "extended-text", "text": "Boats & more", "format": 3}
    found = story(
        export(
            lexical(
                node(
                    "paragraph",
                    text,
                    {"type": "linebreak"},
                    node("link", {"type": "text", "text": "w"}, url="https://a.example/"),
                ),
                node("heading", {"type": "text", "text": "Head"}, tag="h3"),
                node("list", node("listitem", {"type": "text", "text": "One"}), listType="number"),
                {"type": "image", "src": "https://a.example/a.jpg", "alt": "A", "caption": "At noon"},
                {"type": "embed", "html": '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'},
                {"type": "horizontalrule"},
                {"type": "paywall-of-a-plugin"},
            )
        )
    )

    assert found.body == (
        '<p><em><strong>Boats &amp; more</strong></em><br><a href="https://a.example/" rel="noopener">w</a></p>'
        '<h3>Head</h3><ol><li>One</li></ol><figure data-alt="A" data-picture="1"><figcaption>At noon</figcaption>'
        '</figure><figure data-embed="youtube:dQw4w9WgXcQ"></figure><hr>'
    )
    assert found.warnings == ("Could not be kept as it was: paywall-of-a-plugin.",)


def test_mobiledoc_is_rendered_where_nobody_has():
    found = story(
        export(
            mobiledoc(
                [
                    [1, "p", [[0, [], 0, "Boats "], [0, [0], 1, "go"], [0, [1], 1, " out"]]],
                    [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
                    [10, 0],
                    [10, 7],
                    [1, "script", [[0, [], 0, "x"]]],
                ],
                cards=[["image", {"src": "https://a.example/a.jpg"}]],
                markups=[["strong"], ["a", ["href", "https://a.example/"]]],
            )
        )
    )

    assert found.body == (
        '<p>Boats <strong>go</strong><a href="https://a.example/" rel="noopener"> out</a></p>'
        '<ul><li>One</li><li>Two</li></ul><figure data-picture="1"></figure><p>x</p>'
    )


def test_markdown_alone_is_plain_text():
    assert story(export(post(html=None, markdown="One.\n\nTwo <b>."))).body == "<p>One.</p>\n<p>Two &lt;b&gt;.</p>"


def test_empty_post_stops_no_other():
    found = records(export(None, post(), post(title="", html="")))

    assert [type(each) for each in found] == [WireFailure, WireStory, WireFailure]


def test_what_hangs_on_a_post_may_stand_anywhere_and_has_its_order():
    hanging = {
        "posts_tags": [{"post_id": "1", "tag_id": number, "sort_order": 9 - number} for number in (3, 4, 5)],
        "posts_meta": [{"post_id": "1", "meta_title": "For engines", "feature_image": None}],
        "posts": [post(), {**post(), "id": "2", "uuid": "other"}],
        "tags": [{"id": number, "name": f"Tag {number}"} for number in (3, 4)],
    }

    first, second = records(json.dumps({"db": [{"data": hanging}, {"data": {"posts": [post()] * 3}}]}))

    assert (first.tags, first.search_title) == (("Tag 4", "Tag 3"), "For engines")
    assert (second.tags, second.search_title) == ((), "")


def test_export_that_breaks_off_keeps_what_is_whole():
    found = records(export(post(), post())[:-40])

    assert [type(each) for each in found][-1] is WireFailure
    assert "this is no JSON" in found[-1].reason


def test_export_without_posts_is_refused():
    assert failure('{"db": [{"meta": {}, "data": {"posts": 3}}]}').reason.startswith("This is no export of Ghost")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "children", "text", "url", "root", "sections", "cards"]), inner)
    ),
    max_leaves=15,
)


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.dictionaries(st.sampled_from([*POST, "lexical", "mobiledoc"]), VALUES).map(
            lambda value: export(value).encode()
        ),
        VALUES.map(lambda value: export(post(html=None, lexical=json.dumps({"root": value}))).encode()),
        VALUES.map(lambda value: export(post(html=None, mobiledoc=json.dumps({"sections": value}))).encode()),
        VALUES.map(lambda value: export(post(), users=value, posts_tags=value, tags=value, posts_meta=value).encode()),
    )
)
def test_no_bytes_raise(payload):
    for record in ghost.read(payload, TERMS):
        assert isinstance(record, WireStory | WireSkip | WireFailure)


def test_page_of_the_site_is_no_story_but_can_be_read_as_one():
    [found] = records(export(post(type="page", title="About us")))

    assert (type(found), found.story.headline) == (WirePage, "About us")


def test_people_are_introduced_without_what_is_theirs_alone():
    user = {"id": "9", "name": "Rana Haddad", "slug": "rana", "bio": "Writes of ports.", "email": "r@old.example"}

    found = story(export(post(), users=[user], posts_authors=[{"post_id": "1", "author_id": "9"}]))

    assert found.people == (WirePerson(name="Rana Haddad", slug="rana", biography="Writes of ports."),)


def test_comments_of_an_export_that_was_asked_for_them():
    def comment(number, **values):
        said = {"id": number, "post_id": POST["id"], "member_id": "m1", "html": "<p>Well <b>said</b>.</p><p>Yes.</p>"}
        return said | {"status": "published", "created_at": "2025-01-05T10:00:00.000Z"} | values

    found = story(
        export(
            post(),
            members=[{"id": "m1", "name": "Lina", "email": "lina@reader.example"}],
            comments=[
                comment("c1"),
                comment("c2", parent_id="c1", member_id="gone", status="hidden"),
                comment("c3", parent_id="c1", in_reply_to_id="c2"),
                comment("c4", status="deleted"),
                comment("c5", post_id="another"),
            ],
        )
    )

    first = found.comments[0]
    assert (first.name, first.email, first.text) == ("Lina", "lina@reader.example", "Well said.\n\nYes.")
    assert first.written_at == datetime(2025, 1, 5, 10, tzinfo=UTC)
    assert [(each.external_id, each.name, each.is_approved, each.in_reply_to) for each in found.comments] == [
        ("c1", "Lina", True, ""),
        ("c2", "", False, "c1"),
        ("c3", "Lina", True, "c2"),
    ]


def test_cards_keep_their_words_and_where_they_lead():
    found = story(
        export(
            lexical(
                {"type": "toggle", "heading": "Who pays?", "content": "<p>The town.</p>"},
                {"type": "button", "buttonText": "Book", "buttonUrl": "https://port.example/book"},
                {"type": "bookmark", "url": "https://port.example/a", "metadata": {"title": "Notice & map"}},
                {"type": "file", "src": "https://port.example/plan.pdf", "fileTitle": "The plan"},
                {"type": "header", "header": "Part two", "subheader": "In which it rains"},
                {"type": "product", "productTitle": "Mug", "productDescription": "Holds tea."},
                {"type": "paywall"},
            )
        )
    )

    assert found.body == (
        "<aside><p><strong>Who pays?</strong></p><p>The town.</p></aside>"
        '<p><a href="https://port.example/book" rel="noopener">Book</a></p>'
        '<p><a href="https://port.example/a" rel="noopener">Notice &amp; map</a></p>'
        '<p><a href="https://port.example/plan.pdf" rel="noopener">The plan</a></p>'
        "<h2>Part two</h2><p>In which it rains</p><h3>Mug</h3><p>Holds tea.</p>"
    )
    assert "Could not be kept as it was: product, paywall." in found.warnings


def test_embeds_go_by_their_addresses_and_captions_stay_below():
    found = story(
        export(
            lexical(
                {
                    "type": "embed",
                    "url": "https://youtu.be/dQw4w9WgXcQ",
                    "html": "<iframe></iframe>",
                    "caption": "Boats",
                },
                {"type": "embed", "url": "https://a.example/map"},
                {"type": "video", "src": "https://a.example/b.mp4", "caption": "At <b>noon</b>"},
                {"type": "markdown", "markdown": "*Nets*"},
            )
        )
    )

    assert found.body == (
        '<figure><figure data-embed="youtube:dQw4w9WgXcQ"></figure><figcaption>Boats</figcaption></figure>'
        '<p><a href="https://a.example/map" rel="noopener">https://a.example/map</a></p>'
        '<figure><p><a href="https://a.example/b.mp4" rel="noopener">https://a.example/b.mp4</a></p>'
        "<figcaption>At <strong>noon</strong></figcaption></figure><p>*Nets*</p>"
    )
    assert "marks of Markdown" in " ".join(found.warnings)


@pytest.mark.parametrize("written", ["2025-01-04 17:12:00", "2025-01-04T17:12:00.000"])
def test_time_without_a_zone_is_in_utc_wherever_the_newsroom_is(written):
    there = Terms("Asia/Jerusalem", assumed="Asia/Jerusalem", override="Asia/Jerusalem")

    assert story(export(post(published_at=written)), there).published_at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(("said", "standing"), [(1, Standing.PRIVATE), (True, Standing.PRIVATE), (0, Standing.USABLE)])
def test_what_is_for_mail_alone_is_not_for_all(said, standing):
    assert story(export(POST, posts_meta=[{"post_id": "1", "email_only": said}])).standing is standing
