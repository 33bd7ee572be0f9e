"""What the newsroom says of itself: each policy page, and the list of them."""

from django.http import Http404
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import bodies
from articles.models import Publication
from articles.paths import language_prefix
from newsroom.about.models import PageName
from newsroom.about.shown import shown_text
from newsroom.languages import language_of_path
from newsroom.pages.answers import answer, reader_page
from newsroom.pages.frame import Page
from newsroom.pages.policies import every_policy, known_reach, policies, policy_path, versions_of
from newsroom.pages.queries import shown_sections
from newsroom.pages.words import stamped


@reader_page
def policy(request, name):
    """`/about/<name>/`: 404 where nobody has written it in this language."""
    language = language_of_path(request.path_info)
    found = shown_text(name, language=language)
    if not found:
        raise Http404
    page = Page(
        language=language,
        path=policy_path(name, language),
        title=found.title,
        description=found.description or bodies.plain_text(found.body)[:300],
        sections=shown_sections(),
        versions=versions_of(name),
    )
    context = {
        "page": page,
        "body": _body(found.body, language=language),
        "changed": stamped(found.changed_at, language),
        "reach": known_reach(language) if name == PageName.CONTACT else None,
        "others": [other for other in policies(language) if other.name != name],
    }
    return answer(request, "pages/policy.html", context=context)


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


def _body(html, *, language):
    """The text with the addresses of the live stories that it links to; `bodies.render` sanitises."""
    linked = bodies.references(html).articles
    live = Publication.objects.live().filter(article_id__in=linked) if linked else ()
    addresses = {story.article_id: story.path for story in live}
    return mark_safe(bodies.render(html, pictures={}, addresses=addresses))
