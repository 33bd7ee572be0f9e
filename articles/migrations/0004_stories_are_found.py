"""The terms of the stories that are there; new ones get theirs when they are written."""

from collections import defaultdict

from django.db import migrations

from articles import bodies, vectors

AT_ONCE = 500
TEXTS = (
    *(("A", "headline"), ("B", "kicker"), ("B", "standfirst"), ("D", "slug"), ("D", "source")),
    *(("D", "credit_line"), ("D", "dateline_place"), ("D", "section_label")),
)


def index(apps, schema_editor):
    Article, StoryTerms = (apps.get_model("articles", name) for name in ("Article", "StoryTerms"))
    keys = list(Article.objects.filter(terms=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        names = names_of(apps.get_model("articles", "Byline"), some)
        StoryTerms.objects.bulk_create(
            StoryTerms(article=article, vector=vector(article, names[article.pk]))
            for article in Article.objects.filter(pk__in=some)
        )


def names_of(Byline, articles):
    names = defaultdict(list)
    for byline in Byline.objects.filter(article__in=articles).select_related("author").order_by("position", "pk"):
        names[byline.article_id] += byline.author.names.values() if byline.author else [byline.name]
    return names


def vector(article, names):
    texts = [(weight, getattr(article, name)) for weight, name in TEXTS]
    texts[3:3] = [("B", name) for name in names]
    body = bodies.plain_text(article.body)
    return vectors.vector(texts, language=article.language, headline=article.headline, body=body)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_notes_are_kept")]

    operations = [
        # Beside its row and not apart from it: reading terms costs what PostgreSQL's planner thinks that it does.
        migrations.RunSQL(
            "ALTER TABLE articles_storyterms ALTER COLUMN vector SET STORAGE MAIN",
            "ALTER TABLE articles_storyterms ALTER COLUMN vector SET STORAGE EXTENDED",
        ),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
    ]
