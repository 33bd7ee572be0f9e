from collections import Counter
from unicodedata import normalize

from articles.bodies import leftover_markers, plain_text, references, sanitise
from newsroom.demo import endings, texts
from newsroom.demo.pictures import KEYS
from newsroom.demo.records import RECORDS

RECORD = texts.read(RECORDS)
STORIES = texts.archive()
DESK = texts.desk()
IN_BOTH = [story for story in STORIES if story.translation]
EVERY = [*STORIES, *DESK, *(story.translation for story in IN_BOTH)]


def twice(values):
    return [value for value, times in Counter(values).items() if times > 1]


def test_archive_has_the_stories_that_are_promised():
    assert (len(STORIES), len(IN_BOTH)) >= (150, 60)
    assert {story.section for story in STORIES} == {section["slug"] for section in RECORD["section"]}
    assert [story.days_ago for story in STORIES] == sorted((story.days_ago for story in STORIES), reverse=True)


def test_stories_have_keys_moments_and_headlines_of_their_own():
    assert twice(story.key for story in (*STORIES, *DESK)) == []
    assert twice(story.days_ago for story in STORIES) == []
    assert twice(story.headline for story in EVERY) == []


def test_stories_name_what_there_is():
    authors = {author["slug"] for author in RECORD["author"]}
    for story in EVERY:
        assert set(story.bylines) <= authors
        assert set(story.topics) <= set(RECORD["topics"])
        assert story.picture in ("", *KEYS)
    assert {story.ends for story in DESK} == {*endings.ENDINGS, "incoming"}


def test_stories_number_the_pictures_and_stories_in_their_bodies():
    moments = {story.key: story.days_ago for story in STORIES}
    for story in EVERY:
        found = references(story.body)
        assert found.pictures == set(range(1, len(story.pictures) + 1))
        assert found.articles == set(range(1, len(story.links) + 1))
        assert set(story.pictures) <= set(KEYS)
    assert [key for story in STORIES for key in story.links if moments[key] <= story.days_ago] == []


def test_one_story_in_each_language_has_every_part_of_a_body():
    parts = ["<h2>", "<h3>", "<ul>", "<ol>", "<blockquote>", "<blockquote ", "<table>", "<caption>", "<aside>", "<hr>"]
    parts += ['<aside data-kind="quote">', "<figure data-picture", "<figure data-embed", "<a data-article", "<bdi "]

    whole = [story for story in EVERY if all(part in story.body for part in parts)]

    assert [(story.language, len(references(story.body).embeds)) for story in whole] == [("en", 5), ("ar", 5)]


def test_stories_are_finished():
    for story in EVERY:
        words = f"{story.headline}\n{story.standfirst}\n{plain_text(story.body)}"
        assert leftover_markers(words) == []
        assert normalize("NFC", story.body) == sanitise(story.body)


def test_translations_keep_what_needs_no_words():
    for story in IN_BOTH:
        arabic = story.translation
        assert (arabic.language, arabic.key, arabic.section) == ("ar", story.key, story.section)
        assert (arabic.bylines, arabic.topics, arabic.picture) == (story.bylines, story.topics, story.picture)
        assert arabic.headline != story.headline
        assert arabic.body != story.body


def test_changes_name_published_stories():
    bodies = {story.key: f"{story.headline}{story.standfirst}{story.body}" for story in STORIES}
    for change in texts.changes():
        assert change.swap[0] in bodies[change.story]
