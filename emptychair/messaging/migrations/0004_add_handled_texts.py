from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_add_pauses_and_slow_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboundtext",
            name="handled_at",
            field=models.DateTimeField(null=True),
        ),
    ]
