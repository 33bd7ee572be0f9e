"""What a story says of its lead picture itself, in place of the library's words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_picture_changes_are_kept")]

    operations = [
        migrations.AddField(
            "article",
            "lead_caption",
            models.CharField("caption of the lead picture", max_length=2000, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "article",
            "lead_alternative",
            models.CharField("alternative text of the lead picture", max_length=2000, blank=True, default=""),
            preserve_default=False,
        ),
    ]
