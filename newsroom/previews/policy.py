"""A policy page as readers would have it."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import translation

from newsroom.about.models import PolicyPage
from newsroom.pages.arranged import banner
from newsroom.pages.frame import NOINDEX
from newsroom.pages.policy_reading import policy_reading


def policy_document(page: PolicyPage, *, stylesheet: str) -> str:
    """The page as HTML, in its own language, for the desk."""
    with translation.override(page.language):
        context = policy_reading(page)
        context["page"] = replace(context["page"], robots=NOINDEX, shell="previews/framed.html")
        around = {"stylesheet": stylesheet, "banner": banner(context["page"].around)}
        return render_to_string("pages/policy.html", context | around)
