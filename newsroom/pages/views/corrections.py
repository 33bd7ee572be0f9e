"""Everything that was put right, in one place."""

from django.utils.translation import gettext as _

from articles.paths import language_prefix
from newsroom.about.models import PageName
from newsroom.languages import language_of_path
from newsroom.pages import lists
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import Page
from newsroom.pages.lists import asked_place
from newsroom.pages.policies import policies
from newsroom.pages.queries import corrections_in, shown_sections
from newsroom.pages.views.listing import list_page
from newsroom.pages.words import stamped


@reader_page
def corrections(request):
    language, place = language_of_path(request.path_info), asked_place(request)
    listed = lists.corrections(corrections_in(language), place=place)
    page = Page(
        language=language,
        path="",
        title=_("Corrections and clarifications"),
        description=_("What we have put right in published stories, newest first."),
        sections=shown_sections(),
        feeds={f"{language_prefix(language)}/corrections/": _("Corrections and clarifications")},
    )
    context = list_page(page, listed, bare_path="/corrections/")
    context["policy"] = next((row for row in policies(language) if row.name == PageName.CORRECTIONS), None)
    context["notes"] = [(note, stamped(note.published_at, language)) for note in listed.rows]
    return answer(request, "pages/corrections.html", context=context)
