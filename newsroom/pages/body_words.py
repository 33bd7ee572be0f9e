"""What pages say of parts of a body, in the active language."""

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.bodies import Words


def body_words() -> Words:
    return _body_words(get_language())


@cache
def _body_words(_language: str | None) -> Words:
    """Six words looked up for each body would cost more than the body."""
    return Words(
        kinds={
            "video": _("Video on %(provider)s"),
            "post": _("Post on %(provider)s"),
            "sound": _("Sound on %(provider)s"),
            "chart": _("Chart on %(provider)s"),
        },
        leaves=_("This link leads to another site."),
        table=_("Table %(number)s"),
    )
