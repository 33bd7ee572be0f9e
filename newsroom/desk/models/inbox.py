"""What somebody was told: one item for each event and person, and the mail that goes with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.rights import Person
from newsroom.fronts.models import Front
from newsroom.fronts.rights import may_look

from .note import Note


class Kind(models.TextChoices):
    """What people choose by: whether each kind comes to their inbox, as mail, both or not at all."""

    ASSIGNED = "assigned", _("Assigned to you")
    MENTIONED = "mentioned", _("Your name in a note")
    NOTE = "note", _("A note on your story")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("A correction of your story")
    WITHHELD = "withheld", _("Held, retracted, removed, blocked or spiked")
    EMBARGO = "embargo", _("An embargo")
    SECOND_PERSON = "second_person", _("A second person is asked for")
    FAILED = "failed", _("A timed change failed")
    REPLY = "reply", _("An answer to a preview link")
    LICENCE = "licence", _("The licence of a picture has ended")
    WIRE = "wire", _("The wire has more to say of your story")


class InboxItemQuerySet(models.QuerySet):
    def listed_for(self, person: Person):
        """What somebody's inbox shows and counts: only items of stories and fronts that they may see now."""
        own = self.filter(recipient=person.id, is_listed=True)
        if person.reads_everything or person.ranks.get(None, 0):
            return own
        visible = Q(article__in=Article.objects.visible_to(person))
        return own.filter(visible | Q(front__isnull=False) if may_look(person) else visible)

    def unread(self):
        return self.filter(read_at=None)


class InboxItem(models.Model):
    """About a story, or else about a front. `happened` is a key of `newsroom.desk.inbox.sentences`; `event` names what
    happened, so that nobody is told of it twice. `is_listed` is false for what somebody gets as mail alone."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inbox_items")
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="+")
    front = models.ForeignKey(Front, null=True, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=80)
    kind = models.CharField(max_length=14, choices=Kind)
    happened = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)  # of a source, or of somebody outside
    words = models.TextField(blank=True)  # the reason, the note, what went wrong
    note = models.ForeignKey(Note, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_listed = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)

    objects = InboxItemQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("inbox item")
        verbose_name_plural = _("inbox items")
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="inbox_item_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="inbox_item_kind_is_known"),
            models.CheckConstraint(
                condition=Q(article=None, front__isnull=False) | Q(article__isnull=False, front=None),
                name="inbox_item_is_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], condition=Q(is_listed=True), name="inbox_of_recipient"),
            models.Index(fields=["recipient"], condition=Q(is_listed=True, read_at=None), name="inbox_unread"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.event})"


class MailStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not sent: the story is not theirs to see")
    REFUSED = "refused", _("Refused by the mail server")


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=MailStatus.WAITING).order_by("pk")


class Mail(models.Model):
    """The mail of an item: it waits here until the mail server has taken it. Apart from the item, so that nobody
    who reads an item waits for a mail server."""

    item = models.OneToOneField(InboxItem, primary_key=True, on_delete=models.PROTECT, related_name="mail")
    status = models.CharField(max_length=10, choices=MailStatus, default=MailStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)  # that the server refused for the mail's own sake
    error = models.TextField(blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MailStatus.values), name="mail_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=MailStatus.SENT, sent_at__isnull=False)
                | ~Q(status=MailStatus.SENT) & Q(sent_at=None),
                name="mail_sent_says_when",
            ),
        ]
        indexes = [models.Index(fields=["item"], condition=Q(status="waiting"), name="mail_waiting")]

    def __str__(self):
        return f"{self.item_id}: {self.get_status_display()}"
