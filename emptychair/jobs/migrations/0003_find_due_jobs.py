"""An index over the queue, whose table has none: jobs for later must not be read each time."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("jobs", "0002_add_job_starts"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS jobs_queue_due ON django_q_ormq (lock, id)",
            "DROP INDEX IF EXISTS jobs_queue_due",
        ),
    ]
