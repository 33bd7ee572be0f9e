"""Headlines, standfirsts and bodies that word lists are combined to. Pure but for reading words.toml."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from articles import bodies, slugs

from .texts import HERE, read


@dataclass(frozen=True)
class Words:
    """The lists of one language; paragraphs are HTML, sanitised already."""

    subjects: list[str]
    actions: list[str]
    places: list[str]
    tails: list[str]
    standfirsts: list[str]
    paragraphs: list[str]


@dataclass(frozen=True)
class Wording:
    """Words by language, and the slug of each subject and action: making slugs is slow, and these are few."""

    words: dict[str, Words]
    slugs: dict[str, str]

    @classmethod
    def read(cls) -> Wording:
        words = {language: Words(**lists) for language, lists in read(HERE / "words.toml").items()}
        for lists in words.values():
            lists.paragraphs[:] = [bodies.from_plain_text(text) for text in lists.paragraphs]
        spoken = {part for lists in words.values() for part in (*lists.subjects, *lists.actions, *lists.places)}
        return cls(words, {part: slugs.slugify(part) for part in spoken})

    def headline(self, language: str, *, by: Random) -> tuple[str, str]:
        """A headline and the beginning of its slug."""
        words = self.words[language]
        subject, action, place = (by.choice(part) for part in (words.subjects, words.actions, words.places))
        pattern = "{} {} in {}{}" if language == "en" else "{}: {} في {}{}"
        headline = pattern.format(subject, action, place, by.choice(words.tails))
        return headline, "-".join(self.slugs[part] for part in (subject, action, place))

    def body(self, language: str, *, by: Random) -> str:
        paragraphs = self.words[language].paragraphs
        return "".join(by.sample(paragraphs, by.randint(4, len(paragraphs))))
