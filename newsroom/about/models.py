"""What the newsroom says of itself: policy pages, one text a language, and how it is reached; every version of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_TITLE, LONGEST_DESCRIPTION = 120, 320
LONGEST_TELEPHONE = 40


class PageName(models.TextChoices):
    """The pages that there can be, in the order in which readers find them; the value is the last part of the
    address, the label what the desk calls it."""

    ABOUT = "about", pgettext_lazy("a page", "About us")
    CONTACT = "contact", _("Contact")
    STANDARDS = "standards", _("Standards")
    ETHICS = "ethics", _("Ethics")
    CORRECTIONS = "corrections", _("How we correct")
    OWNERSHIP = "ownership", _("Ownership")
    MASTHEAD = "masthead", _("Masthead")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")


class PolicyText(models.Model):
    """What a version of a page consists of."""

    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    description = models.CharField(
        _("description"),
        max_length=LONGEST_DESCRIPTION,
        blank=True,
        help_text=_("One sentence: search engines and the list of all pages show it."),
    )
    body = models.TextField(_("text"))
    is_shown = models.BooleanField(
        _("shown to readers"), default=True, help_text=_("Otherwise its address answers as if there were no page.")
    )

    class Meta:
        abstract = True


class PolicyPageQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_shown=True)


class PolicyPage(PolicyText):
    """A page in one language as it is now. `newsroom.about.writing` is the only writer."""

    name = models.CharField(_("page"), max_length=20, choices=PageName)
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PolicyPageQuerySet.as_manager()

    class Meta:
        ordering = ["name", "language"]
        verbose_name = _("policy page")
        verbose_name_plural = _("policy pages")
        constraints = [
            models.UniqueConstraint(fields=["name", "language"], name="policy_page_once_a_language"),
            models.CheckConstraint(condition=Q(name__in=PageName.values), name="policy_page_name_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="policy_page_says_something"),
        ]

    def __str__(self):
        return self.title


class PolicyVersion(PolicyText):
    """A page as somebody left it. A trigger refuses UPDATE and DELETE."""

    page = models.ForeignKey(PolicyPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    restores = models.PositiveIntegerField(null=True)  # the number of the version that was brought back
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a policy page")
        verbose_name_plural = _("versions of policy pages")
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="policy_version_numbered_once")]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}


class ContactVersion(models.Model):
    """How readers reach the newsroom, as somebody left it; the newest is how they reach it now. A trigger refuses
    UPDATE and DELETE. `newsroom.about.contacts` is the only writer."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    mail = models.EmailField(_("mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=LONGEST_TELEPHONE, blank=True)
    postal_address = models.JSONField(_("address"), default=dict, blank=True)
    profiles = models.JSONField(
        _("accounts elsewhere"),
        default=list,
        blank=True,
        help_text=_("Addresses with commas between: search engines are told that these accounts are yours."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    at = models.DateTimeField(_("changed"), auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = verbose_name_plural = _("contact details")

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}
