"""The door to the readers: what goes through, what stays behind, what is emptied."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing
from articles.freezing import EMPTY, RENDERED, freeze
from articles.models import Article, Correction, Edition, Membership, Publication, Revision, TimedChange
from articles.rights import Role, Source
from articles.workflow import Blocked, MoveIncomplete, MoveNotAllowed, RightMissing, StaleRevision
from tests.factories import WIRE, make_article, make_author, make_topic, make_user
from tests.newsroom.pages.readers import make_image

COLUMNS = (*RENDERED, "body_html", "related", "lead_image_id", "slug", "path", "first_published_at", "updated_at")


def shown(article):
    """Everything that readers have of a story."""
    publication = Publication.objects.get(article=article)
    columns = {name: getattr(publication, name) for name in COLUMNS}
    bylines = list(publication.bylines.values_list("author_id", "name", "role"))
    return columns | {"bylines": bylines, "topics": set(publication.topics.values_list("pk", flat=True))}


def full_article(desk_state, readers="none"):
    author, topic = make_author(), make_topic()
    bylines = [{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Hani", "role": "photos"}]
    return make_article(
        desk_state,
        readers,
        kicker="Gaza shore",
        dateline_place="GAZA",
        credit_line="With agencies",
        search_title="Harbour",
        search_description="The harbour.",
        bylines=bylines,
        topics=[topic.pk],
        related=[make_article().pk],
    )


def publish_again(article, *, by, **words):
    desk.submit(article, by=article.created_by)
    desk.approve(article, by=by, revision=article.revision_number)
    return publishing.publish(article, by=by, **words)


def test_publish_gives_readers_every_field(editor):
    article = full_article("approved")

    publishing.publish(article, by=editor)

    publication = article.publication
    assert {name: getattr(publication, name) for name in RENDERED} == {
        name: getattr(article, name) for name in RENDERED
    }
    assert publication.body_html == article.body
    assert publication.related == [article.related_articles.get().other_id]
    assert [byline.name for byline in publication.bylines.all()] == ["", "Hani"]
    assert publication.first_published_at == publication.updated_at


@pytest.mark.parametrize("desk_state", ["draft", "in_review", "approved"])
def test_edit_of_a_live_story_changes_nothing_for_readers(desk_state, editor):
    article = full_article("published", "live")
    before, edition = shown(article), Edition.current()

    editing.save(
        article,
        by=article.created_by,
        revision=1,
        headline="NONCE",
        slug="nonce",
        body="<p>NONCE</p>",
        kicker="NONCE",
        topics=[],
        bylines=[{"author": None, "name": "NONCE", "role": "by"}],
    )
    if desk_state != "draft":
        desk.submit(article, by=article.created_by)
    if desk_state == "approved":
        desk.approve(article, by=editor, revision=2)

    assert shown(article) == before
    assert Edition.current() == edition


def test_publish_again_needs_a_kind(editor):
    article = make_article("approved", "live")

    with pytest.raises(MoveIncomplete):
        publishing.publish(article, by=editor)
    with pytest.raises(MoveIncomplete):
        publishing.publish(article, by=editor, kind="first")


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
@pytest.mark.parametrize("kind", ["correction", "clarification"])
def test_publish_a_correction_needs_words_for_readers(editor, kind, text):
    article = make_article("approved", "live")

    with pytest.raises(MoveIncomplete):
        publishing.publish(article, by=editor, kind=kind, text=text)


@pytest.mark.parametrize("kind", ["correction", "clarification", "update"])
def test_publish_refuses_a_marker_in_the_words_for_readers(editor, kind):
    article = make_article("approved", "live")

    with pytest.raises(MoveIncomplete, match="“TK” is still in the text for readers"):
        publishing.publish(article, by=editor, kind=kind, text="It was TK.")


def test_publish_a_first_time_corrects_nothing(editor):
    with pytest.raises(MoveIncomplete):
        publishing.publish(make_article("approved"), by=editor, kind="correction", text="It was Tuesday.")


@pytest.mark.parametrize("kind", ["nonsense", "First", " update"])
def test_publish_as_something_unknown_is_refused(editor, kind):
    with pytest.raises(MoveIncomplete, match="^Say what this is to readers"):
        publishing.publish(make_article("approved"), by=editor, kind=kind)


@pytest.mark.parametrize("kind", ["correction", "clarification", "update"])
def test_publish_with_words_for_readers_keeps_them(editor, kind):
    article = make_article("approved", "live")

    publishing.publish(article, by=editor, kind=kind, text="It was Tuesday.")

    kept = Correction.objects.values_list("kind", "text", "before__number", "after__number").get()
    assert kept == (kind, "It was Tuesday.", 1, 2)


def test_publish_a_typo_does_not_move_the_updated_time(editor):
    article = make_article("approved", "live")
    before = shown(article)["updated_at"]

    publishing.publish(article, by=editor, kind="typo", text="never shown")

    assert shown(article)["updated_at"] == before
    assert not Correction.objects.exists()


def test_publish_an_update_moves_the_updated_time_but_no_date_and_no_address(editor):
    article = make_article("approved", "live")
    before = shown(article)

    publishing.publish(article, by=editor, kind="update")

    after = shown(article)
    assert after["updated_at"] > before["updated_at"]
    assert (after["first_published_at"], after["path"]) == (before["first_published_at"], before["path"])


def test_publish_what_is_not_ready_is_refused(chief):
    article = make_article("draft", body="<p>The mayor is TK years old.</p>")

    with pytest.raises(MoveIncomplete, match="TK"):
        publishing.publish_urgent(article, by=chief, reason="Now.")


def test_publish_of_an_older_revision_is_refused(editor):
    article = make_article("approved", "live")

    with pytest.raises(StaleRevision):
        publishing.publish(article, by=editor, kind="update", revision=1)


def test_publish_under_an_embargo_is_refused_until_its_moment(editor):
    article = make_article("approved")
    desk.set_embargo(article, by=editor, run_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(Blocked):
        publishing.publish(article, by=editor)

    Article.objects.filter(pk=article.pk).update(embargo_until=timezone.now() - timedelta(seconds=1))
    assert publishing.publish(article, by=editor).status == "live"


@pytest.mark.parametrize("kind", ["wire_kill", "legal", "second_person"])
def test_publish_of_a_blocked_story_is_refused(editor, chief, kind):
    article = make_article("approved")
    desk.block(article, by=editor, kind=kind, text="Ask first.")

    with pytest.raises(Blocked):
        publishing.publish(article, by=chief)


def test_publish_urgent_skips_review_with_a_reason(chief):
    article = make_article("draft")

    with pytest.raises(MoveIncomplete):
        publishing.publish_urgent(article, by=chief, reason=" \u200b")
    publishing.publish_urgent(article, by=chief, reason="An earthquake.")

    assert article.transitions.first().reason == "An earthquake."
    assert article.desk_state == "published"


def test_publish_urgent_under_an_embargo_is_refused(chief):
    article = make_article("draft")
    desk.set_embargo(article, by=chief)

    with pytest.raises(Blocked):
        publishing.publish_urgent(article, by=chief, reason="An earthquake.")


@pytest.mark.parametrize(("added", "is_small"), [(40, True), (41, False)])
def test_fix_typo_changes_at_most_forty_characters(editor, added, is_small):
    article = make_article("published", "live")
    before = shown(article)["updated_at"]
    body = article.body.replace("Monday", "Monday" + "x" * added)

    if is_small:
        publishing.fix_typo(article, by=editor, reason="A slip.", body=body)
    else:
        with pytest.raises(MoveIncomplete, match="41 characters"):
            publishing.fix_typo(article, by=editor, reason="A slip.", body=body)

    after = shown(article)
    assert (after["body_html"] == body) == is_small
    assert after["updated_at"] == before
    assert Article.objects.get(pk=article.pk).body == after["body_html"]


@pytest.mark.parametrize(
    "figures",
    [
        *("", '<figure data-picture="8"></figure>', '<figure data-picture="7"></figure>' * 2),
        '<figure data-kind="gallery"><figure data-picture="7"></figure></figure>',
    ],
)
def test_fix_typo_changes_no_picture(editor, figures):
    words = "<p>The harbour reopend.</p>"
    article = make_article("published", "live", body=words + '<figure data-picture="7"></figure>')

    with pytest.raises(MoveIncomplete, match="pictures and embeds"):
        publishing.fix_typo(article, by=editor, reason="slip", body="<p>The harbour reopened.</p>" + figures)

    assert article.revisions.count() == 1


def test_fix_typo_beside_a_picture(editor):
    figure = '<figure data-picture="7"></figure>'
    article = make_article("published", "live", body="<p>The harbour reopend.</p>" + figure)

    publishing.fix_typo(article, by=editor, reason="slip", body="<p>The harbour reopened.</p>" + figure)

    assert article.publication.body_html == "<p>The harbour reopened.</p>" + figure


def test_fix_typo_in_what_is_said_of_a_picture(editor):
    figure = '<figure data-alt="{}" data-picture="7"><figcaption>{}</figcaption></figure>'
    article = make_article("published", "live", body=figure.format("A baot", "Baots"))

    publishing.fix_typo(article, by=editor, reason="slip", body=figure.format("A boat", "Boats"))

    assert article.publication.body_html == figure.format("A boat", "Boats")


@pytest.mark.parametrize("words", [{}, {"headline": ""}, {"body": ""}, {"headline": "x" * 400}])
def test_fix_typo_of_nothing_or_too_much_is_refused(editor, words):
    article = make_article("published", "live", headline="A pier")
    before = shown(article)

    with pytest.raises(MoveIncomplete):
        publishing.fix_typo(article, by=editor, reason="A slip.", **words)

    assert shown(article) == before
    assert article.revisions.count() == 1


def test_hold_empties_everything_and_release_gives_it_back(editor):
    article = full_article("published", "live")
    before = shown(article)

    publishing.hold(article, by=editor, text="Being checked.")

    publication = Publication.objects.get(article=article)
    assert {name: getattr(publication, name) for name in EMPTY} == EMPTY
    assert not publication.bylines.exists()
    assert not publication.topics.exists()
    assert not publication.pictures.exists()
    assert publication.notice == "Being checked."
    assert publication.path == before["path"]

    publishing.release(article, by=editor)

    assert shown(article) == before
    assert Publication.objects.get(article=article).notice == ""


@pytest.mark.parametrize("verb", ["retract", "remove", "reinstate"])
def test_taking_back_leaves_nothing_of_the_text(chief, verb):
    article = full_article("published", "live")
    publishing.retract(article, by=chief, text="It was wrong.")
    if verb == "remove":
        publishing.remove(article, by=chief)
    if verb == "reinstate":
        publishing.reinstate(article, by=chief, reason="It was right.")

    publication = Publication.objects.get(article=article)
    wanted = {"retract": ("retracted", "It was wrong."), "remove": ("removed", ""), "reinstate": ("held", "")}[verb]
    assert (publication.status, publication.notice) == wanted
    assert {name: getattr(publication, name) for name in EMPTY} == EMPTY


def test_reinstate_then_release_gives_the_same_story_at_the_same_address(chief):
    article = full_article("published", "live")
    before = shown(article)

    publishing.remove(article, by=chief)
    publishing.reinstate(article, by=chief, reason="The court agreed.")
    publishing.release(article, by=chief)

    assert shown(article) == before


@pytest.mark.parametrize("text", ["", " ", "\u200b\u2060"])
def test_retract_needs_a_notice_that_is_seen(chief, text):
    with pytest.raises(MoveIncomplete):
        publishing.retract(make_article("published", "live"), by=chief, text=text)


def test_publish_while_held_stays_held_with_the_new_text(editor):
    article = make_article("approved", "held")

    publishing.publish(article, by=editor, kind="update")

    assert shown(article)["body_html"] == ""
    publishing.release(article, by=editor)
    assert shown(article)["body_html"] == article.body


def test_release_of_a_blocked_story_is_refused(editor):
    article = make_article("published", "live")
    desk.block(article, by=editor, kind="legal", text="Ask the lawyer.", hold=True)

    with pytest.raises(Blocked):
        publishing.release(article, by=editor)


@pytest.mark.parametrize("verb", ["publish", "hold", "release", "retract", "reinstate", "remove"])
def test_change_for_readers_makes_a_new_edition(verb, chief):
    article = {
        "publish": lambda: make_article("approved"),
        "hold": lambda: make_article("published", "live"),
        "release": lambda: make_article("published", "held"),
        "retract": lambda: make_article("published", "live"),
        "reinstate": lambda: make_article("published", "retracted"),
        "remove": lambda: make_article("published", "live"),
    }[verb]()
    words = {"retract": {"text": "It was wrong."}, "reinstate": {"reason": "It was right."}}.get(verb, {})
    before = Edition.current()

    getattr(publishing, verb)(article, by=chief, **words)

    assert Edition.current() == before + 1


# --- What its source published --------------------------------------------------------------------------


def test_publish_import_takes_the_date_of_its_source(trusted_source):
    article = make_article("incoming")

    publication = publishing.publish_import(article, by=trusted_source)

    assert publication.first_published_at == article.published_at_source
    assert publication.path.startswith("/world/2025/01/04/")
    move = article.transitions.get()
    assert (move.actor, move.source, move.trusted_by_id) == (None, "Trusted Wire", trusted_source.trusted_by_id)


@pytest.mark.parametrize(("hours", "jobs"), [(47, 1), (49, 0)])
def test_publish_import_of_old_stories_tells_nobody(trusted_source, hours, jobs):
    article = make_article("incoming", published_at_source=timezone.now() - timedelta(hours=hours))

    publishing.publish_import(article, by=trusted_source)

    told = ProcrastinateJob.objects.filter(args__transition_id=article.transitions.get().pk)
    assert told.count() == jobs


def test_publish_import_of_a_future_story_is_scheduled(trusted_source):
    tomorrow = timezone.now() + timedelta(days=1)
    article = make_article("incoming", published_at_source=tomorrow)

    publishing.publish_import(article, by=trusted_source)

    assert TimedChange.objects.values_list("run_at", "status", "source").get() == (tomorrow, "waiting", "Trusted Wire")
    assert not Publication.objects.exists()
    assert article.desk_state == "incoming"


def test_publish_import_twice_of_a_future_story_waits_once(trusted_source):
    article = make_article("incoming", published_at_source=timezone.now() + timedelta(days=1))
    publishing.publish_import(article, by=trusted_source)

    publishing.publish_import(article, by=trusted_source)

    assert TimedChange.objects.waiting().count() == 1


def test_publish_import_of_an_undated_story_is_refused(trusted_source):
    article = make_article("incoming")
    Article.objects.filter(pk=article.pk).update(published_at_source=None)

    with pytest.raises(MoveIncomplete):
        publishing.publish_import(article, by=trusted_source)


@pytest.mark.parametrize("days", [-1, 1])
def test_publish_import_of_an_embargoed_story_is_refused(trusted_source, days):
    article = make_article("incoming", published_at_source=timezone.now() + timedelta(days=days))
    desk.set_embargo(article, by=WIRE)

    with pytest.raises(Blocked):
        publishing.publish_import(article, by=trusted_source)


def test_publish_import_of_a_killed_story_is_refused(trusted_source):
    article = make_article("incoming")
    desk.block(article, by=WIRE, kind="wire_kill", text="Kill, kill, kill.")

    with pytest.raises(Blocked):
        publishing.publish_import(article, by=trusted_source)


def test_publish_import_by_a_source_that_nobody_trusts_is_refused(editor):
    article = make_article("incoming")

    for untrusted in (WIRE, Source("Wire", trusted_by_id=editor.pk), Source("Wire", trusted_by_id=999_999)):
        with pytest.raises(RightMissing):
            publishing.publish_import(article, by=untrusted)


def test_publish_import_by_a_chief_of_another_section_is_refused(other_section):
    with pytest.raises(RightMissing):
        publishing.publish_import(make_article("incoming"), by=make_user(Role.CHIEF, other_section))


# --- Canary: a story with a different nonce in every field, in each state that is not public --------------

NONCES = {
    "kicker": "NONCE-kicker",
    "headline": "NONCE-headline",
    "standfirst": "NONCE-standfirst",
    "slug": "nonce-slug",
    "dateline_place": "NONCE-place",
    "body": "<p>NONCE-body</p>",
    "source": "NONCE-source",
    "credit_line": "NONCE-credit",
    "search_title": "NONCE-title",
    "search_description": "NONCE-description",
}


def everything_readers_can_reach():
    rows = [str(list(Publication.objects.values()))]
    rows += [str(list(Publication.objects.values_list("bylines__name", "topics__slug", "pictures")))]
    return "".join(rows).lower()


@pytest.mark.parametrize("desk_state", ["incoming", "draft", "in_review", "approved", "spiked"])
def test_canary_of_a_story_never_published_is_nowhere(db, desk_state):
    bylines = [{"author": None, "name": "NONCE-byline", "role": "by"}]
    make_article(desk_state, bylines=bylines, **NONCES)
    make_article("published", "live")

    assert Publication.objects.count() == 1
    assert "nonce" not in everything_readers_can_reach()


@pytest.mark.parametrize("readers", ["live", "held"])
@pytest.mark.parametrize("desk_state", ["draft", "in_review", "approved"])
def test_canary_of_the_next_revision_is_nowhere(editor, desk_state, readers):
    article = make_article("published", "live")
    bylines = [{"author": None, "name": "NONCE-byline", "role": "by"}]
    editing.save(article, by=article.created_by, revision=1, bylines=bylines, **NONCES)
    if desk_state != "draft":
        desk.submit(article, by=article.created_by)
    if desk_state == "approved":
        desk.approve(article, by=editor, revision=2)
    if readers == "held":
        publishing.hold(article, by=editor)
        publishing.release(article, by=editor)

    assert "nonce" not in everything_readers_can_reach()


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
def test_canary_of_a_story_taken_back_is_only_in_its_address(db, readers):
    bylines = [{"author": None, "name": "NONCE-byline", "role": "by"}]
    make_article("published", readers, bylines=bylines, **NONCES)

    publication = Publication.objects.get()
    assert "nonce" not in everything_readers_can_reach().replace(publication.path, "").replace(publication.slug, "")


def test_publish_again_by_the_helper_is_seen_by_readers(editor):
    article = make_article("draft", "live")

    publish_again(article, by=editor, kind="update")

    assert shown(article)["body_html"] == article.body
    assert isinstance(shown(article)["first_published_at"], datetime)


def test_publish_from_a_draft_is_refused(editor):
    with pytest.raises(MoveNotAllowed):
        publishing.publish(make_article(), by=editor)


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["hold", "retract", "remove"])
def test_right_is_needed_where_readers_have_the_story_too(section, other_section, action):
    """Moving the working copy to a section of one's own gives no right over what another has published."""
    mover = make_user(Role.REPORTER, section)
    Membership.objects.create(user=mover, role=Role.CHIEF, section=other_section)
    article = make_article("published", "live", section=section, by=mover)
    editing.save(article, by=mover, revision=article.revision_number, section=other_section)
    words = {"retract": {"text": "Withdrawn."}}.get(action, {})

    with pytest.raises(RightMissing):
        getattr(publishing, action)(article, by=mover, **words)

    assert Publication.objects.get(article=article).status == "live"


@pytest.mark.django_db
def test_story_in_no_language_of_the_newsroom_is_refused(reporter, section):
    with pytest.raises(MoveIncomplete, match="does not publish in “fr”; its languages are: en, ar"):
        desk.create(Article(language="fr", headline="Bonjour", section=section), by=reporter)


def test_publish_of_a_story_with_everything_keeps_to_its_queries(editor, django_assert_max_num_queries):
    second = make_user(Role.EDITOR)
    article = full_article("draft")
    said = {"captions": {"en": "Boats"}, "alternatives": {"en": "Two boats"}, "credit": "Rana Haddad"}
    picture = make_image(**said)

    def approved(revision, **changes):
        editing.save(article, by=editor, revision=revision, **changes)
        desk.submit(article, by=editor)
        desk.approve(article, by=second, revision=revision + 1)

    approved(1, lead_image=picture, body=f'<p>Boats.</p><figure data-picture="{picture.pk}"></figure>')
    with django_assert_max_num_queries(30):
        publishing.publish(article, by=editor)
    approved(2, headline="Harbour reopens at last")
    with django_assert_max_num_queries(30):
        publishing.publish(article, by=editor, kind="correction", text="It was Tuesday.")

    assert list(article.publication.pictures.all()) == [picture]


@pytest.mark.parametrize(
    ("own", "frozen"),
    [
        ({}, ("Boats at noon", "Two boats")),
        ({"lead_caption": "Boats in Acre"}, ("Boats in Acre", "Two boats")),
        ({"lead_alternative": "Two blue boats"}, ("Boats at noon", "Two blue boats")),
    ],
)
def test_lead_picture_is_frozen_with_the_storys_own_words_else_the_librarys(db, own, frozen):
    publication = make_article("published", "live", lead_image=make_image(), **own).publication

    assert (publication.lead_caption, publication.lead_alternative) == frozen


def test_words_of_a_lead_picture_that_is_not_there_are_not_frozen(db):
    publication = make_article("published", "live", lead_caption="Boats", lead_alternative="Two").publication

    assert (publication.lead_caption, publication.lead_alternative) == ("", "")


def test_text_from_before_a_lead_picture_had_words_here_is_published(chief):
    article = make_article("approved", lead_image=make_image())
    content = {name: value for name, value in article.head_revision.content.items() if not name.startswith("lead_c")}
    revision = Revision(article=article, number=9, content=content)

    assert freeze(revision).publication.lead_caption == "Boats at noon"
