"""The addresses of readers' pages, without a language's prefix: `newsroom.urls` includes them once a language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from newsroom.pages.feeds.views import author_feed, corrections_feed, section_feed, site_feed, topic_feed
from newsroom.pages.media import media
from newsroom.pages.views.about import about, policy
from newsroom.pages.views.archive import archive
from newsroom.pages.views.article import article
from newsroom.pages.views.corrections import corrections
from newsroom.pages.views.front import front
from newsroom.pages.views.letters import letters
from newsroom.pages.views.people import author, topic
from newsroom.pages.views.respond import respond
from newsroom.pages.views.search import search
from newsroom.pages.views.sections import section
from newsroom.pages.views.versions import version, versions


class Slug(StringConverter):
    """A section's, an author's or a topic's: ASCII."""

    regex = "[a-zA-Z0-9_-]{1,80}"


class StorySlug(StringConverter):
    """A story's keeps its letters; what the database cannot hold is no slug."""

    regex = "[^/\x00-\x1f]{1,300}"


class Year(StringConverter):
    regex = "[0-9]{4}"


class TwoDigits(StringConverter):
    regex = "[0-9]{2}"


class Number(StringConverter):
    regex = "[1-9][0-9]{0,7}"


class FileName(StringConverter):
    regex = "[a-zA-Z0-9_-]{1,90}[.][a-z0-9]{2,5}"


class FeedName(StringConverter):
    regex = "(?:feed|rss)[.]xml"


for kind in (Slug, StorySlug, Year, TwoDigits, Number, FileName, FeedName):
    register_converter(kind, f"pages_{kind.__name__.lower()}")

STORY = "<pages_slug:section>/<pages_year:year>/<pages_twodigits:month>/<pages_twodigits:day>/<pages_storyslug:slug>/"
urlpatterns = [
    path(STORY, article, name="article"),  # first: most requests are for one, and each pattern before it takes its time
    path("", front, name="front"),
    path("media/<pages_filename:name>", media, name="media"),
    path("authors/<pages_slug:slug>/", author, name="author"),
    path("topics/<pages_slug:slug>/", topic, name="topic"),
    path("about/", about, name="about"),
    path("about/<pages_slug:name>/", policy, name="policy"),
    path("corrections/", corrections, name="corrections"),
    path("search/", search, name="search"),
    path("<pages_feedname:form>", site_feed, name="site_feed"),
    path("authors/<pages_slug:slug>/<pages_feedname:form>", author_feed, name="author_feed"),
    path("topics/<pages_slug:slug>/<pages_feedname:form>", topic_feed, name="topic_feed"),
    path("corrections/<pages_feedname:form>", corrections_feed, name="corrections_feed"),
    path("<pages_slug:section>/<pages_feedname:form>", section_feed, name="section_feed"),
    path("<pages_slug:section>/<pages_slug:sub>/<pages_feedname:form>", section_feed, name="section_feed"),
    path("<pages_slug:section>/", section, name="section"),
    path("<pages_slug:section>/<pages_year:year>/", archive, name="archive"),
    path("<pages_slug:section>/<pages_year:year>/<pages_twodigits:month>/", archive, name="archive"),
    path(
        "<pages_slug:section>/<pages_year:year>/<pages_twodigits:month>/<pages_twodigits:day>/",
        archive,
        name="archive",
    ),
    path(f"{STORY}respond/", respond, name="respond"),
    path(f"{STORY}letters/", letters, name="letters"),
    path(f"{STORY}versions/", versions, name="versions"),
    path(f"{STORY}versions/<pages_number:number>/", version, name="version"),
    path("<pages_slug:section>/<pages_slug:sub>/", section, name="section"),
]
