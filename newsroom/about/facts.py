"""The newsroom's own facts, as the settings have them: what it is called and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from articles.languages import in_language


@dataclass(frozen=True, kw_only=True)
class Facts:
    """In one language; "" and () for what the newsroom does not say. `logo` is the name of a static file, `profiles`
    are the addresses of its accounts elsewhere."""

    name: str
    mail: str
    telephone: str
    postal_address: str
    logo: str
    profiles: tuple[str, ...]


def facts(language: str) -> Facts:
    return Facts(
        name=in_language(settings.NEWSROOM_NAME, language),
        mail=settings.NEWSROOM_MAIL,
        telephone=settings.NEWSROOM_TELEPHONE,
        postal_address=in_language(settings.NEWSROOM_ADDRESS, language),
        logo=settings.NEWSROOM_LOGO,
        profiles=tuple(settings.NEWSROOM_PROFILES),
    )
