import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_add_teams_and_invitations'),
        ('customers', '0001_create_customers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('item_key', models.CharField(max_length=160)),
                ('action', models.CharField(max_length=12)),
                ('until', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_id', models.BigIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('marked_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('for_team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.team')),
                ('for_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.person')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'item_key', '-marked_at'], name='mark_key'), models.Index(fields=['workspace', '-marked_at'], name='mark_newest')],
            },
        ),
    ]
