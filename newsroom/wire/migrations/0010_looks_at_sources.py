import django.db.models.deletion
from django.db import migrations, models


def keep(apps, _schema):
    """What went wrong stays as it was said, until the source is asked again."""
    Polling = apps.get_model("wire", "Polling")
    for polling in Polling.objects.exclude(problem=""):
        polling.problem_kept = {"text": polling.problem}
        polling.save(update_fields=["problem_kept"])


class Migration(migrations.Migration):
    dependencies = [
        ("wire", "0009_when_it_was_exported"),
    ]

    operations = [
        migrations.AddField(
            model_name="polling",
            name="problem_kept",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name="polling",
            name="problem",
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("problem_kept", models.JSONField(default=dict)),
                ("first_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("counts", models.JSONField(default=dict)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="polls", to="wire.source"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
