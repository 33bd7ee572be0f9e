"""The focal point that the decoder suggests is kept beside the one that a person has set."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_renditions_are_measured")]

    operations = [
        migrations.AddField(
            "image",
            "suggested",
            ArrayField(models.FloatField(), blank=True, default=list, editable=False, size=None),
        )
    ]
