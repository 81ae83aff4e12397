"""Designs chosen before keep what was agreed: read as answered. New ones hold the mix."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("effects", "0001_create_effects"),
    ]

    operations = [
        migrations.AddField(
            model_name="effectdesign",
            name="mix",
            field=models.CharField(default="answered", max_length=8),
        ),
        migrations.AlterField(
            model_name="effectdesign",
            name="mix",
            field=models.CharField(default="before", max_length=8),
        ),
    ]
