"""Who may want more is found in an index: few are, and they were looked for among everybody."""

from typing import Any

from django.db import migrations, models


def note_chances(apps: Any, _schema_editor: Any) -> None:
    """For readings made before; the next night writes it anew."""
    rows = apps.get_model("success", "CustomerHealth").objects
    rows.exclude(chances=[]).update(has_chances=True)


class Migration(migrations.Migration):
    dependencies = [("success", "0004_keep_risk_spans")]

    operations = [
        migrations.AddField(
            model_name="customerhealth",
            name="has_chances",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(note_chances, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "has_chances", "-worth", "unit"], name="health_by_chance"
            ),
        ),
    ]
