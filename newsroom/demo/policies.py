"""The demo's policy pages, as about.toml has them."""

from django.conf import settings

from newsroom.about import writing
from newsroom.about.models import PolicyPage

from .marks import to_html
from .texts import HERE, read


def write_policies(*, by) -> None:
    """Writes each page in those of its languages that the newsroom has. What is there is left alone."""
    there = set(PolicyPage.objects.values_list("name", "language"))
    for entry in read(HERE / "about.toml")["page"]:
        for language in settings.NEWSROOM_LANGUAGES:
            if language in entry and (entry["name"], language) not in there:
                texts = entry[language] | {"body": to_html(entry[language]["body"])}
                writing.write(PolicyPage(name=entry["name"], language=language, **texts), by=by, number=0)
