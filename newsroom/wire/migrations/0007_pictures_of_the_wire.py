import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table is there: it was made by imports, which had the model before."""

    dependencies = [
        ("articles", "0015_what_changed_last"),
        ("moving", "0002_pictures_of_the_wire"),
        ("wire", "0006_shingles_at_once"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="TakenPicture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=700)),
                        (
                            "image",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.image"
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wire.source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "picture from elsewhere",
                        "verbose_name_plural": "pictures from elsewhere",
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "address"), name="taken_picture_once")
                        ],
                    },
                ),
            ],
        ),
    ]
