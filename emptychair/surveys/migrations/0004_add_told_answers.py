from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0003_add_permalinks'),
    ]

    operations = [
        migrations.AddField(
            model_name='response',
            name='told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='responserevision',
            name='answers',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
