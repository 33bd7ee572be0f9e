"""The edition number: it moves with each change that readers can see."""

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as jobs

CHANNEL = "newsroom_edition"
FORGET_COPIES = "newsroom.pagecache.jobs.forget_copies"


class Edition(models.Model):
    """A single row. Whoever remembers a page remembers the edition that it was made under."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=1)
    # The second it was made in, or the one after the former edition's: no two have the same. A page's Last-Modified.
    second = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("edition")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="edition_is_one_row")]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 1

    @classmethod
    def bump(cls) -> None:
        """Moves to the next edition and tells every listening process when the transaction commits; a CDN, if there
        is one, is told by a job of the same transaction.

        The last statement of a transaction: every publish waits for this one row.
        """
        if settings.CDN_PURGE_URL:
            jobs.configure_task(FORGET_COPIES, lock=FORGET_COPIES).defer()
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH clock AS (SELECT ceil(extract(epoch FROM clock_timestamp()))::bigint AS second),"
                " next AS (INSERT INTO articles_edition AS e (id, number, second) SELECT 1, 2, second FROM clock"
                " ON CONFLICT (id) DO UPDATE"
                " SET number = e.number + 1, second = greatest(e.second + 1, excluded.second) RETURNING number)"
                " SELECT pg_notify(%s, number::text) FROM next",
                [CHANNEL],
            )
