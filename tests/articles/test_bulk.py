from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from articles import desk
from articles.bulk import Outcome, carry_out, try_out
from articles.models import Article, BulkOutcome, Transition
from articles.workflow import Action
from tests.articles.test_volleys import volley
from tests.factories import make_article, make_section, make_user


def spike(by):
    return partial(desk.spike, by=by)


@pytest.mark.django_db
def test_trial_says_what_would_be_and_leaves_everything(editor, other_section):
    draft, live = make_article(), make_article("published", "live")
    hidden = make_article(section=other_section)
    before = Transition.objects.count()

    outcomes = try_out([draft.pk, live.pk, hidden.pk], by=editor, move=spike(editor))

    assert [outcome.refusal == "" for outcome in outcomes] == [True, False, False]
    assert outcomes[2] == Outcome(hidden.pk, "It is not there any more, or no longer yours to see.")
    assert (Transition.objects.count(), Article.objects.get(pk=draft.pk).desk_state) == (before, "draft")


@pytest.mark.django_db
def test_fault_with_one_story_leaves_the_others(editor):
    first, second = make_article(), make_article()

    def move(article):
        if article == first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        desk.spike(article, by=editor)

    done = carry_out([first.pk, second.pk], by=editor, name="spike", key=uuid4(), move=move)

    refusals = list(done.outcomes.values_list("refusal", flat=True))
    assert refusals == ["Something went wrong with this story: nothing was done to it.", ""]
    assert Article.objects.get(pk=second.pk).desk_state == "spiked"


@pytest.mark.django_db
def test_what_was_cut_short_goes_on_where_it_was(editor):
    stories, key = [make_article() for _number in range(3)], uuid4()
    keys = [story.pk for story in stories]

    def dies(article):
        if article == stories[1]:
            raise KeyboardInterrupt
        desk.spike(article, by=editor)

    with pytest.raises(KeyboardInterrupt):
        carry_out(keys, by=editor, name="spike", key=key, move=dies)
    done = carry_out(keys, by=editor, name="spike", key=key, move=spike(editor))

    assert list(done.outcomes.values_list("article_id", "refusal")) == [(key, "") for key in keys]
    assert Transition.objects.filter(action=Action.SPIKE).count() == 3


@pytest.mark.django_db(transaction=True)  # keys of other tables are checked at the end of a transaction
def test_story_that_is_gone_stops_nothing():
    by, article = make_user("chief"), make_article()

    done = carry_out([article.pk + 1000, article.pk], by=by, name="spike", key=uuid4(), move=spike(by))

    assert list(done.outcomes.values_list("article_id", "refusal")) == [(article.pk, "")]


@pytest.mark.django_db(transaction=True)
def test_same_bulk_move_by_several_requests_at_once_happens_once():
    section = make_section("world")
    by, reporter = make_user("editor", section), make_user("reporter", section)
    keys, key = [make_article(section=section).pk for _number in range(4)], uuid4()
    move = partial(desk.assign, by=by, assignee=reporter)

    volley([lambda: carry_out(keys, by=by, name="assign", key=key, move=move) for _number in range(5)])

    assert BulkOutcome.objects.filter(refusal="").count() == 4
    assert Transition.objects.filter(action=Action.ASSIGN).count() == 4
