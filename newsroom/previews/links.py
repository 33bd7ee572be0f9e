"""Links to a draft for somebody without an account: make one, end it, and whether it opens now."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import Article, Membership, Publication, Revision
from articles.rights import RANKS, Person, has_right
from articles.texts import clean_line
from articles.workflow import (
    Blocked,
    DeskState,
    MoveIncomplete,
    MoveNotAllowed,
    Readers,
    Right,
    RightMissing,
)

from .models import LONGEST_LABEL, PreviewLink

LASTING = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
}
USUAL = "1d"
MOST_OPEN = 50
RANDOM_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True)
class Ground:
    """What decides beside a link itself whether it opens; read once for all links of a story.

    `obstacle` is a sentence, "" if nothing is in the way; `withheld` the newest revision that a hold took from
    readers, 0 if none did; `makers` are those who may still show the story to others.
    """

    obstacle: str
    withheld: int
    makers: frozenset[int]


def make(
    article: Article, *, by, revision: Revision | None = None, lasts: str = USUAL, label: str = ""
) -> tuple[PreviewLink, str]:
    """Makes a link to one revision, the newest if none is named. Returns it with its token, which is kept nowhere.

    Raises `RightMissing`, `Blocked` for a story that outsiders may not have yet, `MoveNotAllowed` for one that is
    put away, `MoveIncomplete` for a choice that there is not.
    """
    label = clean_line(label)
    if lasts not in LASTING:
        raise MoveIncomplete(_("Choose how long the link lasts: an hour, a day, three days or seven."))
    if len(label) > LONGEST_LABEL:
        raise MoveIncomplete(_("Say in at most %(most)s characters whom it is for.") % {"most": LONGEST_LABEL})
    with transaction.atomic():
        locked = Article.objects.locked().select_related("section__parent", "head_revision").get(pk=article.pk)
        check_right(by, locked)
        shown = _revision(locked, revision)
        _check_ground(locked, shown)
        if sum(link.expires_at > timezone.now() for link in locked.preview_links.filter(revoked_at=None)) >= MOST_OPEN:
            raise MoveNotAllowed(_("This story has %(most)s links already: revoke one first.") % {"most": MOST_OPEN})
        token = secrets.token_urlsafe(RANDOM_BYTES)
        link = PreviewLink.objects.create(
            article=locked,
            revision=shown,
            label=label,
            token_hash=hash_of(token),
            made_by=by,
            lasts=LASTING[lasts],
        )
    return link, token


def revoke(article: Article, *, by, link: PreviewLink | None = None) -> int:
    """Ends one link of a story, or all of them. Returns how many ended. Whoever made a link may end it."""
    with transaction.atomic():
        locked = Article.objects.locked().select_related("section__parent").get(pk=article.pk)
        ending = locked.preview_links.filter(revoked_at=None)
        if link:
            ending = ending.filter(pk=link.pk)
        if not link or link.made_by_id != by.pk:
            check_right(by, locked)
        return ending.update(revoked_at=timezone.now(), revoked_by=by)


def may_show(person: Person, article: Article) -> bool:
    """Whether somebody may show a story to outsiders: whose story it is, or an editor of its section."""
    return has_right(person, Right.OWN, article.story)


def check_right(by, article: Article) -> None:
    """Raises `RightMissing`."""
    if not may_show(Membership.objects.person(by), article):
        raise RightMissing(
            _("A story is shown to outsiders by the person whose story it is, or by an editor of its section.")
        )


def find(token: str) -> PreviewLink | None:
    """The link of a token if it opens now. It is looked up by the hash: how long that takes tells of no token."""
    if not _TOKEN.fullmatch(token):
        return None
    links = PreviewLink.objects.select_related("revision", "article__section__parent")
    link = links.filter(token_hash=hash_of(token)).first()
    if not link or not secrets.compare_digest(link.token_hash, hash_of(token)):
        return None
    link.revision.article = link.article
    return None if closed_because(link, ground_of(link.article, maker_ids=[link.made_by_id])) else link


def live_instead(link: PreviewLink) -> Publication | None:
    """What readers have now, if it is this very revision or one that came after it: a text that was corrected
    since is shown to nobody any more."""
    live = Publication.objects.live().filter(article=link.article_id, revision__number__gte=link.revision.number)
    return live.only("path", "headline", "language", "revision").first()


def count_opening(link: PreviewLink) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1, last_opened_at=timezone.now())


def ground_of(article: Article, *, maker_ids: Iterable[int]) -> Ground:
    publication = Publication.objects.filter(article=article.pk).select_related("revision").first()
    is_held = publication is not None and publication.status == Readers.HELD
    return Ground(
        obstacle=_obstacle(article, publication),
        withheld=publication.revision.number if is_held else 0,
        makers=_who_may_show(article, maker_ids),
    )


def closed_because(link: PreviewLink, ground: Ground, *, now: datetime | None = None) -> str:
    """Why a link does not open now, for the desk; "" if it does."""
    if link.revoked_at:
        return _("Revoked")
    if link.expires_at <= (now or timezone.now()):
        return _("Expired")
    if link.made_by_id not in ground.makers:
        return _("Stopped: who made it may not show this story any more.")
    return ground.obstacle or _withheld(link.revision, ground)


def hash_of(token: str) -> str:
    """SHA-256 without salt: the token is 256 random bits, which nobody finds by trying."""
    return sha256(token.encode()).hexdigest()


def _revision(article: Article, named: Revision | None) -> Revision:
    revision = named or article.head_revision
    if not revision:
        raise MoveIncomplete(_("There is no revision yet: take the story first."))
    if revision.article_id != article.pk:
        raise MoveIncomplete(_("That revision belongs to another story."))
    return revision


def _check_ground(article: Article, revision: Revision) -> None:
    publishing.check_unblocked(article)
    ground = ground_of(article, maker_ids=[])
    if sentence := ground.obstacle or _withheld(revision, ground):
        raise MoveNotAllowed(sentence)


def _obstacle(article: Article, publication: Publication | None) -> str:
    if article.desk_state == DeskState.SPIKED:
        return _("The story is on the spike.")
    if publication and publication.status in (Readers.RETRACTED, Readers.REMOVED):
        return _("The story was retracted or removed.")
    try:
        publishing.check_unblocked(article)
    except Blocked as refusal:
        return str(refusal)
    return ""


def _withheld(revision: Revision, ground: Ground) -> str:
    if revision.number > ground.withheld:
        return ""
    return _("The story is held: what was taken from readers is not shown by link. A newer revision may be.")


def _who_may_show(article: Article, user_ids: Iterable[int]) -> frozenset[int]:
    """Those of some people who may show a story now, in one query however many they are."""
    ranks: dict[int, dict[int | None, int]] = {}
    rows = Membership.objects.filter(user__in=set(user_ids), user__is_active=True)
    for user_id, section_id, role in rows.values_list("user_id", "section_id", "role"):
        own = ranks.setdefault(user_id, {})
        own[section_id] = max(own.get(section_id, 0), RANKS.get(role, 0))
    return frozenset(key for key, own in ranks.items() if may_show(Person(id=key, ranks=own), article))
