"""Policy pages for tests, written as the desk writes them."""

from django.contrib.auth import get_user_model

from articles.rights import Role
from newsroom.about import writing
from newsroom.about.models import PolicyPage
from tests.factories import make_user

TEXTS = {"title": "Contact", "body": "<p>Write to us.</p>"}


def write(name="contact", language="en", *, by=None, **texts):
    """The page with these texts: a new one, or the next version of the one that is there."""
    page = PolicyPage.objects.filter(name=name, language=language).first()
    page = page or PolicyPage(name=name, language=language, **TEXTS)
    for field, text in texts.items():
        setattr(page, field, text)
    return writing.write(page, by=by or writer(), number=page.number)


def writer():
    """Somebody who may write for the whole newsroom."""
    known = get_user_model().objects.filter(username="policy-chief").first()
    return known or make_user(Role.CHIEF, username="policy-chief")
