"""A picture that was withdrawn had become another for readers then."""

from django.db import migrations
from django.db.models import F


def note(apps, _schema_editor):
    images = apps.get_model("articles", "Image").objects.filter(withdrawn_at__isnull=False)
    images.update(changed_for_readers_at=F("withdrawn_at"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_pictures_changed_for_readers")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
