"""A letter: what one reader wrote about one story. Held until somebody approves it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Publication
from articles.rights import Person

from ..rights import decided_sections

LONGEST_NAME, SHORTEST_TEXT, LONGEST_TEXT = 80, 20, 3000


class LetterStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("of a letter", "Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    BLOCKED = "blocked", _("Rejected, sender blocked")


class LetterQuerySet(models.QuerySet):
    def approved(self):
        """What readers may see, as long as they have the story."""
        return self.filter(status=LetterStatus.APPROVED)

    def waiting(self):
        return self.filter(status=LetterStatus.WAITING)

    def newest_first(self):
        return self.order_by("-pk")

    def visible_to(self, person: Person):
        """What somebody reads on the desk: letters on the stories of their sections, or all."""
        sections = decided_sections(person)
        if person.reads_everything or None in sections:
            return self
        return self.filter(publication__section__in=sections)


class Letter(models.Model):
    """As it was written. It is shown or it is not; what is `shortened` stands in place of the text for readers, and has
    no word that the text has not. Readers' own, so it can be erased. One that came from another site may be
    `in_reply_to` another on the same story.

    `place_key` is the sender's network hashed with a secret that is forgotten after a while, and is forgotten itself.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="letters")
    in_reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="letters_in_reply")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    shortened = models.TextField(_("shortened text"), blank=True, default="", db_default="")
    status = models.CharField(_("status"), max_length=10, choices=LetterStatus, default=LetterStatus.WAITING)
    sent_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    place_key = models.CharField(max_length=64, blank=True)
    text_key = models.CharField(max_length=64)  # of the words alone, so that the same ones are known again

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=LetterStatus.values), name="letter_status_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(text=""), name="letter_says_something"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at=None, decided_by=None)
                | ~Q(status="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="letter_is_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                F("publication"), F("id").desc(), condition=Q(status="approved"), name="letter_approved_of_story"
            ),
            models.Index(fields=["id"], condition=Q(status="waiting"), name="letter_waiting"),
            models.Index(fields=["status", "id"], name="letter_by_status"),
            models.Index(fields=["text_key"], name="letter_by_words"),
            models.Index(fields=["email"], condition=~Q(email=""), name="letter_by_mail"),
            models.Index(fields=["place_key"], condition=~Q(place_key=""), name="letter_by_place"),
        ]

    def __str__(self):
        return _("Letter %(number)s") % {"number": self.pk}

    @property
    def printed(self) -> str:
        """What readers get to see of it."""
        return self.shortened or self.text
