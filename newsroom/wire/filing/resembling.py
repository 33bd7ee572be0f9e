"""Stories of the wire that tell the same as another one."""

from __future__ import annotations

from articles import bodies

from ..likeness import is_same_story, may_be_alike, shingles
from ..models import WireItem
from ..stories import WireStory

SHARING = 500  # newest records that share anything with a story
CANDIDATES = 20  # of them, the newest that are compared word by word


def same_story(story: WireStory) -> WireItem | None:
    """An earlier record that tells the same in nearly the same words, and that became a story."""
    text = bodies.plain_text(story.body)
    sketch = shingles(text)
    sharing = WireItem.objects.filter(language=story.language, shingles__overlap=sketch, article__isnull=False)
    rows = sharing.values_list("pk", "shingles")[:SHARING]
    keys = [key for key, other in rows if may_be_alike(sketch, other)][:CANDIDATES]
    for item in WireItem.objects.filter(pk__in=keys).select_related("article"):
        if is_same_story(text, bodies.plain_text(item.article.body)):
            return item
    return None
