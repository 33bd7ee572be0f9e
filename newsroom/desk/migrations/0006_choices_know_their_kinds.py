"""A choice keeps which kinds there were: of newer ones the person is told. Whoever chose without the newest kind in it
has not been asked for that, as far as anybody can tell."""

import django.contrib.postgres.fields
from django.db import migrations, models

import newsroom.desk.models.choices

NEWEST = "licence"
BEFORE = (
    *("assigned", "mentioned", "note", "sent_back", "approved", "published", "corrected", "withheld", "embargo"),
    *("second_person", "failed", "reply"),
)


def remember(apps, schema_editor):
    rows = apps.get_model("desk", "Choices").objects.exclude(inbox__contains=[NEWEST])
    rows.exclude(mail__contains=[NEWEST]).update(known=list(BEFORE))


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_inbox_tells_of_licences")]

    operations = [
        migrations.AddField(
            "choices",
            "known",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=14), default=newsroom.desk.models.choices.every_kind, size=None
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop, elidable=True),
    ]
