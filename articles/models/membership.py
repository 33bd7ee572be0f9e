"""Who has which role, in one section or in all. Rights are read from here on each request."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rights import RANKS, Person, Role
from .reference import Section


class MembershipQuerySet(models.QuerySet):
    def person(self, user) -> Person:
        """The user as rights see them now, read afresh; somebody deactivated has none."""
        return self.person_by_id(user.pk if user else None)

    def person_by_id(self, user_id: int | None) -> Person:
        """As `person`, in one query. A rank in a section is one in its sub-sections, too."""
        rows = get_user_model().objects.filter(pk=user_id, is_active=True)
        columns = ("memberships__section_id", "memberships__section__subsections", "memberships__role")
        found = list(rows.values_list("is_superuser", *columns))
        ranks: dict[int | None, int] = {}
        moderates = set()
        for _superuser, section, subsection, role in found:
            for key in {section, subsection or section}:
                ranks[key] = max(ranks.get(key, 0), RANKS.get(role, 0))
                moderates |= {key} if role == Role.MODERATOR else set()
        superuser = bool(found and found[0][0])
        return Person(id=user_id or 0, ranks=ranks, reads_everything=superuser, moderates=frozenset(moderates))


class Membership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Empty: every section."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
            models.UniqueConstraint(fields=["user", "role", "section"], name="membership_once", nulls_distinct=False),
        ]

    def __str__(self):
        section = self.section or _("every section")
        return f"{self.get_role_display()} · {section}"
