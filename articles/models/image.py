"""Pictures: the private original with its credits, and the renditions made from it."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import in_language
from ..renditions import WHOLE

ORIGINALS = "originals"  # the folder in private storage
FRACTION = [MinValueValidator(0), MaxValueValidator(1)]
TAKEN = RegexValidator(  # ISO 8601, as exact as the camera was
    r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$",
    _("Write the day as 2025-01-04, with the time, if it is known, as 2025-01-04T19:12."),
)


def private_name(image: "Image | None", filename: str) -> str:
    """A random name: what a camera or an agency called the file tells too much."""
    return f"{ORIGINALS}/{secrets.token_hex(16)}"


class ImageQuerySet(models.QuerySet):
    def in_use(self):
        """Those that may be put into a story: neither withdrawn nor erased."""
        return self.filter(withdrawn_at=None)


class Image(models.Model):
    """A picture of the library. The original is private for ever; renditions are seen by readers only
    while a live publication uses them. One that is withdrawn is seen nowhere, and kept."""

    original = models.FileField(_("file"), upload_to=private_name)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    media_type = models.CharField(max_length=20, editable=False, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    likeness = models.CharField(max_length=16, editable=False, blank=True)
    captions = models.JSONField(_("captions"), default=dict, blank=True)
    alternatives = models.JSONField(_("alternative texts"), default=dict, blank=True)
    creator = models.CharField(_("creator"), max_length=200, blank=True, help_text=_("Who took or made it."))
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=200, blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    licence_url = models.CharField(
        _("licence address"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    licence_expires_on = models.DateField(_("licence expires on"), null=True, blank=True)
    is_sensitive = models.BooleanField(_("do not use without asking"), default=False)
    people = ArrayField(models.CharField(max_length=200), verbose_name=_("people"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    taken_at = models.CharField(_("taken"), max_length=35, blank=True, validators=[TAKEN])
    is_confirmed = models.BooleanField(default=True, editable=False)  # a person has read what its file says of it
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5, validators=FRACTION)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=FRACTION)
    suggested = ArrayField(models.FloatField(), default=list, blank=True, editable=False)  # where most detail is
    crops = models.JSONField(_("crops"), default=dict, blank=True, editable=False)
    recipe = models.CharField(max_length=64, blank=True, editable=False)  # what its renditions were made from
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    changed_for_readers_at = models.DateTimeField(null=True, editable=False)  # another file or text, or withdrawn

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="focal_point_is_inside"
            )
        ]
        indexes = [
            models.Index(
                fields=["changed_for_readers_at"],
                condition=models.Q(changed_for_readers_at__isnull=False),
                name="image_changed_for_readers",
            )
        ]

    def __str__(self):
        return self.caption() or self.alternative() or f"#{self.pk}"

    def caption(self, language: str | None = None) -> str:
        return in_language(self.captions, language)

    def alternative(self, language: str | None = None) -> str:
        return in_language(self.alternatives, language)

    def words(self, language: str | None = None) -> tuple[str, str]:
        """Caption and alternative text, as they stand where a story has none of its own."""
        return self.caption(language), self.alternative(language)

    @property
    def focal(self) -> tuple[float, float]:
        return self.focal_x, self.focal_y


class Rendition(models.Model):
    """One size and format of a picture. The row means that the file exists, in private storage, and in public
    storage too where it says so. Rows with the same name share one file."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    use = models.CharField(max_length=20, default=WHOLE)
    name = models.CharField(max_length=100, db_index=True)  # <sha256 of the bytes>.<extension>
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    media_type = models.CharField(max_length=20)
    file_size = models.PositiveIntegerField(default=0, db_default=0)  # bytes; 0 where nobody has counted them
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["width"]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [models.UniqueConstraint(fields=["image", "use", "width", "media_type"], name="rendition_once")]
        indexes = [models.Index(fields=["image"], condition=models.Q(is_public=True), name="rendition_public")]

    def __str__(self):
        return self.name
