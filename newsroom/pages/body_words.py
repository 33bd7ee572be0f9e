"""What pages say of parts of a body, in the active language."""

from django.utils.translation import gettext as _

from articles.bodies import Words


def body_words() -> Words:
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
