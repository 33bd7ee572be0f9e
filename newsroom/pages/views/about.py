"""What the newsroom says of itself: each policy page, and the list of them."""

from django.http import Http404
from django.utils.translation import gettext as _

from articles.paths import language_prefix
from newsroom.about.shown import shown_text
from newsroom.languages import language_of_path
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import Page
from newsroom.pages.policies import every_policy, policies
from newsroom.pages.policy_reading import policy_reading
from newsroom.pages.queries import shown_sections


@reader_page
def policy(request, name):
    """`/about/<name>/`: 404 where nobody has written it in this language."""
    language = language_of_path(request.path_info)
    found = shown_text(name, language=language)
    if not found:
        raise Http404
    return answer(request, "pages/policy.html", context=policy_reading(found))


@reader_page
def about(request):
    """`/about/`: every policy page of a language in one list."""
    language = language_of_path(request.path_info)
    written = policies(language)
    if not written:
        raise Http404
    languages = {page.language for page in every_policy()}
    page = Page(
        language=language,
        path=f"{language_prefix(language)}/about/",
        title=_("About us and how we work"),
        description=_("Who we are, how to reach us, and the rules that we work by."),
        sections=shown_sections(),
        versions={code: f"{language_prefix(code)}/about/" for code in sorted(languages)},
    )
    return answer(request, "pages/policies.html", context={"page": page, "policies": written})
