"""Search for readers: a form that is plain GET, and what it finds."""

from dataclasses import replace

from articles import search as stories
from articles.languages import language_name
from newsroom.languages import language_of_path
from newsroom.pages.answers import FRESH, UNKEPT_BY_ANYBODY, answer, reader_page
from newsroom.pages.search_choices import choices
from newsroom.pages.search_form import read
from newsroom.pages.search_frame import fields, search_page, turns, ways_on
from newsroom.pages.search_results import results
from newsroom.pages.search_words import found_in_words

LENGTH = 20  # results on a page


@reader_page
def search(request):
    """Never refuses an address: what cannot be meant in it is said, and all else is looked for."""
    form = read(request.GET, language=language_of_path(request.path_info), choices=choices())
    question = form.question()
    found, elsewhere = _found(form, question)
    last = max(1, -(-len(found.keys) // LENGTH))
    number = min(max(form.page, 1), last)
    keys = found.keys[(number - 1) * LENGTH : number * LENGTH]
    context = {
        "page": search_page(form, number=number),
        "form": form,
        "fields": fields(form),
        "said": found_in_words(found, question, elsewhere=elsewhere),
        "results": results(keys, question.sought),
        "turns": turns(form, number=number, last=last),
        "ways_on": [] if found.keys else ways_on(form, question),
    }
    return answer(request, "pages/search.html", context=context, cache=FRESH if found.is_whole else UNKEPT_BY_ANYBODY)


def _found(form, question):
    """What is found, and the language in which nothing was if it is from all others."""
    names = form.choices.names
    found = stories.search(question, names=names)
    if found.keys or form.values["language"] or not question.text:
        return found, ""
    everywhere = stories.search(replace(question, language=""), names=names)
    return (everywhere, language_name(question.language)) if everywhere.keys else (found, "")
