from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_create_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='milestone',
            name='reached_by_hand',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
