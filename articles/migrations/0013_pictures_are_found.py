"""The terms of the pictures that are there, and which stories have a picture in their text, by index."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from articles.pictures.indexing import LINES, vector

AT_ONCE = 1000
SAID = ("captions", "alternatives", "people", *LINES)
PICTURES_OF = r"""
CREATE FUNCTION articles_pictures_of(body text) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT found[1]::bigint), '{}')
    FROM regexp_matches(body, 'data-picture="([1-9][0-9]{0,17})"', 'g') AS found
$$;
CREATE INDEX article_pictures ON articles_article USING gin (articles_pictures_of(body));
"""


def index(apps, schema_editor):
    Image, PictureTerms = (apps.get_model("articles", name) for name in ("Image", "PictureTerms"))
    rows, last = Image.objects.order_by("pk").values("pk", *SAID), 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = some[-1]["pk"]
        PictureTerms.objects.bulk_create(PictureTerms(image_id=row["pk"], vector=vector(row)) for row in some)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_picture_suggestion")]

    operations = [
        migrations.CreateModel(
            name="PictureTerms",
            fields=[
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="articles.image",
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "terms of a picture",
                "verbose_name_plural": "terms of pictures",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="picture_terms")],
            },
        ),
        # Beside its row and not apart from it, as with the terms of stories.
        migrations.RunSQL(
            "ALTER TABLE articles_pictureterms ALTER COLUMN vector SET STORAGE MAIN",
            "ALTER TABLE articles_pictureterms ALTER COLUMN vector SET STORAGE EXTENDED",
        ),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(PICTURES_OF, "DROP INDEX article_pictures; DROP FUNCTION articles_pictures_of(text)"),
        migrations.AddIndex(
            "article",
            models.Index(
                fields=["id"], name="article_with_pictures", condition=models.Q(body__contains='data-picture="')
            ),
        ),
    ]
