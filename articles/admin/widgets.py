"""Choosing a story or a picture by its number: works without JavaScript, and names only what the person may see."""

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article
from ..rights import Person, may_see


class StoryIdWidget(ForeignKeyRawIdWidget):
    """A story's number with its headline beside it, unless the person may not see that story."""

    def __init__(self, rel, admin_site, *, person: Person, attrs=None):
        super().__init__(rel, admin_site, attrs=attrs or {"inputmode": "numeric"})
        self.person = person

    def label_and_url_for_value(self, value):
        label, url = super().label_and_url_for_value(value)
        if not label:
            return label, url
        story = Article.objects.select_related("section").get(pk=value)
        return named_for(self.person, story), url if may_see(self.person, story.story) else ""


def named_for(person: Person, article: Article) -> str:
    """A story's headline for whoever may see it; for others only that there is one."""
    return str(article) if may_see(person, article.story) else _("a story of another section")


def direction_of(language: str, *, right_to_left) -> dict[str, str]:
    """Attributes of a text field: the direction of the text's language, whatever the page's is."""
    if not language:
        return {"dir": "auto"}
    return {"dir": "rtl" if right_to_left(language) else "ltr", "lang": language}


NUMBER_HELP = gettext_lazy("The number of a story; the lens opens the list.")
