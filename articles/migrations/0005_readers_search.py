"""What readers find stories by: the table, and the terms of those that are live; new ones get theirs when they are
published."""

from collections import defaultdict
from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from articles import bodies, term_keys, vectors

HERE = Path(__file__).parent
AT_ONCE = 500
BEFORE_NAMES = (("A", "headline"), ("B", "kicker"), ("B", "standfirst"), ("B", "search_title"))
AFTER_NAMES = (("D", "dateline_place"), ("D", "source"), ("D", "credit_line"))


def index(apps, schema_editor):
    Publication, PublicationTerms = (apps.get_model("articles", name) for name in ("Publication", "PublicationTerms"))
    live = Publication.objects.filter(status="live")
    keys = list(live.filter(terms=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        topics = by_publication(Publication.topics.through.objects.filter(publication__in=some).order_by("topic"))
        bylines = apps.get_model("articles", "PublicationByline").objects.filter(publication__in=some)
        bylines = by_publication(bylines.order_by("position"))
        PublicationTerms.objects.bulk_create(
            PublicationTerms(
                publication=row,
                first_published_at=row.first_published_at,
                vector=vector(row, bylines=bylines[row.pk], topics=[each.topic_id for each in topics[row.pk]]),
            )
            for row in live.filter(pk__in=some)
        )


def by_publication(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.publication_id].append(row)
    return found


def vector(row, *, bylines, topics):
    texts = [(weight, getattr(row, name)) for weight, name in BEFORE_NAMES]
    texts += [("B", line.name) for line in bylines if not line.author_id]
    texts += [(weight, getattr(row, name)) for weight, name in AFTER_NAMES]
    texts.append(("D", row.lead_caption))
    authors = [line.author_id for line in bylines if line.author_id]
    keys = term_keys.of_story(
        language=row.language, section=row.section_id, authors=authors, topics=topics, at=row.first_published_at
    )
    body = bodies.plain_text(row.body_html)
    return vectors.vector(texts, language=row.language, headline=row.headline, body=body, keys=keys)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_stories_are_found")]

    operations = [
        migrations.CreateModel(
            name="PublicationTerms",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="articles.publication",
                    ),
                ),
                ("first_published_at", models.DateTimeField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "terms of a publication",
                "verbose_name_plural": "terms of publications",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], gin_pending_list_limit=512, name="publication_terms"
                    )
                ],
            },
        ),
        migrations.RunSQL((HERE / "terms_triggers.sql").read_text(), (HERE / "terms_triggers_reverse.sql").read_text()),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
    ]
