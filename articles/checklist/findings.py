"""From what was read to the lines of the checklist that do not pass. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..bodies import PictureUse
from ..models import Article, Image
from ..phrases import moment
from ..texts import leftover_markers
from .links import Link
from .reading import Facts
from .rules import Item, Level, Rules


@dataclass(frozen=True)
class Problem:
    """One line of the checklist that does not pass, and the field where it is mended; `picture` is the picture
    whose own page mends it."""

    field: str
    sentence: str
    item: Item
    is_blocking: bool = True
    picture: int | None = None


@dataclass(frozen=True)
class Finding:
    field: str
    sentence: str
    picture: int | None = None


def findings(facts: Facts, *, rules: Rules) -> list[Problem]:
    """What does not pass, in the order of the items."""
    found = []
    for item, look in LOOKS.items():
        level = rules.levels[item]
        if level is not Level.OFF:
            is_blocking = level is Level.BLOCK
            lines = look(facts, rules)
            found += [Problem(line.field, line.sentence, item, is_blocking, line.picture) for line in lines]
    return found


def _headline(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if not facts.texts["headline"]:
        yield Finding("headline", _("It has no headline."))


def _headline_length(facts: Facts, rules: Rules) -> Iterator[Finding]:
    length = len(facts.texts["headline"])
    if length and length < rules.headline_min:
        words = {"length": length, "least": rules.headline_min}
        yield Finding("headline", _("The headline has %(length)s characters; here it has at least %(least)s.") % words)
    if length > rules.headline_max:
        words = {"length": length, "most": rules.headline_max}
        yield Finding("headline", _("The headline has %(length)s characters; here it has at most %(most)s.") % words)


def _standfirst(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if not facts.texts["standfirst"]:
        yield Finding("standfirst", _("It has no standfirst."))


def _body(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if not facts.has_body:
        yield Finding("body", _("It has no body."))


def _section(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if not facts.has_section:
        yield Finding("section", _("It has no section."))


def _byline(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if not facts.has_byline:
        yield Finding("bylines", _("It has neither a byline nor a source."))


def _markers(facts: Facts, rules: Rules) -> Iterator[Finding]:
    for name, text in facts.texts.items():
        for marker in leftover_markers(text):
            words = {"marker": marker, "field": _label(name)}
            yield Finding(name, _("“%(marker)s” is still in the %(field)s.") % words)
    for key, image in _used(facts):
        for marker in leftover_markers("\n".join(_said_in_library(facts, image))):
            words = {"marker": marker, "picture": _named(facts, key)[1]}
            sentence = _("“%(marker)s” is still in what is said of %(picture)s.") % words
            yield Finding(_field_of(facts, key), sentence, picture=key)


def _said_in_library(facts: Facts, image: Image) -> Iterator[str]:
    """What readers get of the library's words: not what the story replaces in each place."""
    uses = [use for use in facts.uses if use.picture == image.pk]
    yield image.credit
    if not all(use.caption for use in uses):
        yield image.caption(facts.language)
    if not all(use.alternative for use in uses):
        yield image.alternative(facts.language)


def _label(name: str) -> str:
    return _("bylines") if name == "bylines" else str(Article._meta.get_field(name).verbose_name)


def _links(facts: Facts, rules: Rules) -> Iterator[Finding]:
    for link in facts.broken:
        yield Finding("body", _link_sentence(link))
    for key in dict.fromkeys(use.picture for use in facts.uses):
        if key not in facts.pictures and key != facts.lead:
            yield Finding("body", _("Picture %(number)s in the body is not in the library.") % {"number": key})


def _link_sentence(link: Link) -> str:
    if link.article:
        words = {"words": link.words, "number": link.article}
        return _("The link “%(words)s” leads to story No. %(number)s, which readers do not have.") % words
    words = {"words": link.words, "address": link.address}
    return _("The link “%(words)s” leads to %(address)s, where readers find nothing.") % words


def _alternative(facts: Facts, rules: Rules) -> Iterator[Finding]:
    sentence = _("%(picture)s has no alternative text in %(language)s.")
    with_own = _everywhere(facts, lambda use: use.alternative)
    return _of_pictures(
        facts, lambda image: image.pk not in with_own and not image.alternatives.get(facts.language), sentence
    )


def _caption(facts: Facts, rules: Rules) -> Iterator[Finding]:
    sentence = _("%(picture)s has no caption in %(language)s.")
    with_own = _everywhere(facts, lambda use: use.caption)
    return _of_pictures(
        facts, lambda image: image.pk not in with_own and not image.captions.get(facts.language), sentence
    )


def _credit(facts: Facts, rules: Rules) -> Iterator[Finding]:
    return _of_pictures(facts, lambda image: not image.credit, _("%(picture)s has no credit."))


def _licence(facts: Facts, rules: Rules) -> Iterator[Finding]:
    def is_over(image: Image) -> bool:
        return bool(image.licence_expires_on and image.licence_expires_on < facts.today)

    return _of_pictures(facts, is_over, _("The licence of %(in_sentence)s ended on %(day)s."))


def _usable(facts: Facts, rules: Rules) -> Iterator[Finding]:
    yield from _of_pictures(facts, lambda image: bool(image.withdrawn_at), _("%(picture)s is withdrawn."))
    sentence = _("What is said of %(in_sentence)s comes from its file, and nobody has confirmed it.")
    yield from _of_pictures(facts, lambda image: not image.is_confirmed, sentence)


def _sensitive(facts: Facts, rules: Rules) -> Iterator[Finding]:
    return _of_pictures(facts, lambda image: image.is_sensitive, _("%(picture)s must not be used without asking."))


def _of_pictures(facts: Facts, lacks: Callable[[Image], bool], sentence: str) -> Iterator[Finding]:
    """A line for each picture that lacks something."""
    language = translation.get_language_info(facts.language)["name_translated"]
    for key, image in _used(facts):
        if lacks(image):
            first, inside = _named(facts, key)
            day = date_format(image.licence_expires_on) if image.licence_expires_on else ""
            words = {"picture": first, "in_sentence": inside, "language": language, "day": day}
            yield Finding(_field_of(facts, key), sentence % words, picture=key)


def _everywhere(facts: Facts, says: Callable[[PictureUse], str]) -> set[int]:
    """The pictures of which the story says something of its own in each place."""
    return {use.picture for use in facts.uses} - {use.picture for use in facts.uses if not says(use)}


def _used(facts: Facts) -> Iterator[tuple[int, Image]]:
    """The pictures with their numbers, the lead picture first and each once."""
    for key in dict.fromkeys(use.picture for use in facts.uses):
        if image := facts.pictures.get(key):
            yield key, image


def _named(facts: Facts, key: int) -> tuple[str, str]:
    """What a picture is called at the beginning of a sentence, and inside one."""
    if key == facts.lead:
        return _("The lead picture"), _("the lead picture")
    number = {"number": key}
    return _("Picture %(number)s in the body") % number, _("picture %(number)s in the body") % number


def _field_of(facts: Facts, key: int) -> str:
    return "lead_image" if key == facts.lead else "body"


def _related(facts: Facts, rules: Rules) -> Iterator[Finding]:
    for key in facts.related:
        if key not in facts.live:
            sentence = _("The related story No. %(number)s is not live: readers will not see it.")
            yield Finding("related", sentence % {"number": key})


def _translation(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if facts.is_stale:
        yield Finding(
            "translation_of", _("It has changed in another language since this one was last in step with it.")
        )


def _embargo(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if facts.embargo == "lifted":
        yield Finding("embargo", _("It is embargoed until somebody lifts the embargo."))
    if facts.embargo == "until" and facts.embargo_until:
        yield Finding("embargo", _("It is embargoed until %(moment)s.") % {"moment": moment(facts.embargo_until)})


LOOKS: Mapping[Item, Callable[[Facts, Rules], Iterator[Finding]]] = {
    Item.HEADLINE: _headline,
    Item.HEADLINE_LENGTH: _headline_length,
    Item.STANDFIRST: _standfirst,
    Item.SECTION: _section,
    Item.BODY: _body,
    Item.MARKERS: _markers,
    Item.LINKS: _links,
    Item.ALTERNATIVE: _alternative,
    Item.CAPTION: _caption,
    Item.CREDIT: _credit,
    Item.LICENCE: _licence,
    Item.USABLE: _usable,
    Item.SENSITIVE: _sensitive,
    Item.BYLINE: _byline,
    Item.RELATED: _related,
    Item.TRANSLATION: _translation,
    Item.EMBARGO: _embargo,
}
