"""The newsroom's own facts: what it is called, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from articles.languages import in_language

from .models import ContactVersion


@dataclass(frozen=True, kw_only=True)
class Facts:
    """In one language. `logo` is the name of a static file."""

    name: str
    logo: str


@dataclass(frozen=True, kw_only=True)
class Reach:
    """In one language; "" and () for what the newsroom does not say. `profiles` are the addresses of its accounts
    elsewhere."""

    mail: str
    telephone: str
    postal_address: str
    profiles: tuple[str, ...]


def facts(language: str) -> Facts:
    """As the settings have them."""
    return Facts(name=in_language(settings.NEWSROOM_NAME, language), logo=settings.NEWSROOM_LOGO)


def reach(contact: ContactVersion, language: str) -> Reach:
    return Reach(
        mail=contact.mail,
        telephone=contact.telephone,
        postal_address=in_language(contact.postal_address, language),
        profiles=tuple(contact.profiles),
    )
