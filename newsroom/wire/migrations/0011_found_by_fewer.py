from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_stories_to_be_indexed"),
        ("wire", "0010_looks_at_sources"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="wireitem", name="wire_item_shingles"),
        migrations.AddIndex(
            model_name="wireitem",
            index=GinIndex(models.F("shingles__0_8"), fastupdate=False, name="wire_item_found_by"),
        ),
    ]
