from django.db import migrations, models


class Migration(migrations.Migration):
    """A figure can be the level that others published of a score."""

    dependencies = [("scorecard", "0002_keep_readings")]

    operations = [
        migrations.AddField(
            model_name="outsidefigure",
            name="beside",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
    ]
