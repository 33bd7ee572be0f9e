"""Who has which role, in one section or in all. Rights are read from here on each request."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rights import RANKS, Person, Role
from .reference import Section


class MembershipQuerySet(models.QuerySet):
    def person(self, user) -> Person:
        """The user as rights see them now; somebody deactivated has none."""
        if user is None or not user.is_active or user.pk is None:
            return Person(id=getattr(user, "pk", None) or 0)
        ranks: dict[int | None, int] = {}
        for section_id, role in self.filter(user=user).values_list("section_id", "role"):
            ranks[section_id] = max(ranks.get(section_id, 0), RANKS.get(role, 0))
        return Person(id=user.pk, ranks=ranks, reads_everything=user.is_superuser)


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
            models.UniqueConstraint(
                fields=["user", "role", "section"], name="membership_once", nulls_distinct=False
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.section or _('every section')}"
