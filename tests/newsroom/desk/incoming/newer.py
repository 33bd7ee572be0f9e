"""Stories of the wire that the desk has in hand, and newer versions of them that wait."""

from dataclasses import replace

from articles import desk, editing
from articles.models import Article
from newsroom.wire.models import ProposedUpdate
from tests.newsroom.wire.filed import PARAGRAPHS, STORY, file

CAME = replace(STORY, external_id="ferries-1")
MENDED = "<p>Talks took a month.</p>"


def in_hand(source, by, **changes):
    """A story that was taken from the wire, and changed."""
    file(source, CAME)
    article = Article.objects.get()
    desk.take(article, by=by)
    if changes:
        editing.save(article, by=by, revision=article.revision_number, **changes)
    return Article.objects.get()


def newer(source, **changes):
    """A newer version comes of that story: other last words, if nothing else is said."""
    body = "".join(f"<p>{said}</p>" for said in PARAGRAPHS[:2]) + MENDED
    file(source, replace(CAME, **{"body": body} | changes))
    return ProposedUpdate.objects.waiting().get()
