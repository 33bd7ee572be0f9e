"""The buttons of a story's page: one that leads, the others, and apart from them the grave ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ..available import Standing, available_moves
from ..models import Article
from ..rights import Person
from ..workflow import Action
from .steps import LEADING, ORDER, STEPS


@dataclass(frozen=True)
class Button:
    action: Action
    address: str
    one_click: bool
    is_grave: bool
    leads: bool = False


def buttons(person: Person, article: Article, *, standing: Standing) -> list[Button]:
    """Exactly the moves that the person may make now; the first of LEADING leads, if there is one."""
    moves = sorted(available_moves(person, standing), key=ORDER.__getitem__)
    leading = next((action for action in LEADING if action in moves), None)
    made = [_button(action, article, leads=action is leading) for action in moves]
    return sorted(made, key=lambda button: (not button.leads, button.is_grave))


def _button(action: Action, article: Article, *, leads: bool) -> Button:
    step = STEPS[action]
    address = reverse("admin:articles_article_move", args=[article.pk, action.value])
    return Button(action, address, one_click=step.one_click, is_grave=step.is_grave, leads=leads)
