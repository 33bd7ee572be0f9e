"""What follows a move once it is committed: the people whose story it is are told by mail."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.models import Membership, Transition
from articles.workflow import Action

TOLD = {
    Action.ASSIGN: _("%(who)s assigned this story to you."),
    Action.SEND_BACK: _("%(who)s sent your story back."),
    Action.APPROVE: _("%(who)s approved your story."),
    Action.PUBLISH: _("Your story was published by %(who)s."),
    Action.PUBLISH_URGENT: _("Your story was published urgently by %(who)s."),
    Action.PUBLISH_DUE: _("Your story was published as scheduled."),
    Action.HOLD: _("Your story was taken from readers for now by %(who)s."),
    Action.RETRACT: _("Your story was retracted by %(who)s."),
    Action.BLOCK: _("%(who)s blocked your story."),
}


def tell_people(transition: Transition) -> int:
    """Mails the assignee and the writer, but never whoever made the move, and nobody who may not see the story
    now. Returns how many were told."""
    if transition.action not in TOLD:
        return 0
    told = 0
    for person in _recipients(transition):
        send_mail(_subject(transition), _text(transition), None, [person.email])
        told += 1
    return told


def _recipients(transition: Transition) -> list:
    article = transition.article
    people = {person.pk: person for person in (article.assignee, article.created_by) if person and person.email}
    if transition.action == Action.ASSIGN:
        people = {pk: person for pk, person in people.items() if pk == article.assignee_id}
    people.pop(transition.actor_id, None)
    allowed = Membership.objects.person
    return [person for person in people.values() if rights.may_see(allowed(person), article.story)]


def _subject(transition: Transition) -> str:
    return f"{transition.get_action_display()}: {' '.join(str(transition.article).split())}"[:200]


def _text(transition: Transition) -> str:
    sentence = TOLD[transition.action] % {"who": transition.actor or transition.source}
    address = f"{settings.SITE_URL}/admin/articles/article/{transition.article_id}/change/"
    return "\n\n".join(filter(None, (sentence, transition.reason, address)))
