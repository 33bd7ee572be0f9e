from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_lists_of_former_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="changed_for_readers_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=models.Q(("changed_for_readers_at__isnull", False)),
                fields=["changed_for_readers_at"],
                name="image_changed_for_readers",
            ),
        ),
        migrations.RemoveIndex(model_name="image", name="image_withdrawn"),
    ]
