"""What readers find publications by: apart from them, so that what is taken back leaves the index with its row."""

from collections.abc import Sequence

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .publication import Publication


class IsAnyOf(models.Expression):
    """Whether a row has one of these keys, its own or another field's, which go to the database as one value: a
    thousand take their time."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, keys: Sequence[int], *, of: str = "pk") -> None:
        super().__init__()
        self.keys, self.column = list(keys), models.F(of)

    def get_source_expressions(self):
        return [self.column]

    def set_source_expressions(self, expressions):
        [self.column] = expressions

    def as_sql(self, compiler, connection):
        sql, params = compiler.compile(self.column)
        return f"{sql} = ANY(%s)", [*params, self.keys]


class PublicationTerms(models.Model):
    """The terms of a live publication; of any other there is no row, and the database refuses one.
    `articles.reader_terms` is the only writer.

    The moment is the publication's own: the newest of many matches are found without reading those.
    """

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, primary_key=True, related_name="terms")
    first_published_at = models.DateTimeField()
    vector = SearchVectorField()

    class Meta:
        verbose_name = "terms of a publication"
        verbose_name_plural = "terms of publications"
        indexes = [
            # What was added last waits in a list that every search reads: kept short, in kilobytes.
            GinIndex(fields=["vector"], name="publication_terms", gin_pending_list_limit=512)
        ]

    def __str__(self):
        return str(self.publication_id)
