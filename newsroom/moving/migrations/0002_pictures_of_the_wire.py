from django.db import migrations


class Migration(migrations.Migration):
    """The table stays, with its rows: the wire has its model from here on."""

    dependencies = [
        ("moving", "0001_what_came_along"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("takenpicture", "wire_takenpicture")],
            state_operations=[migrations.DeleteModel("TakenPicture")],
        ),
    ]
