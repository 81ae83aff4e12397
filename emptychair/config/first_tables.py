"""The tables of a database that is still empty, made in one go.

Django runs every migration there ever was, and draws all models anew after each step: for a hundred
migrations most of a minute of processor time, although nothing is there to be changed. An empty
database gets what all of them come to instead, straight from the models, with every migration
written down as applied; from then on Django migrates as usual. `tests/config/test_first_tables.py`
holds both ways against each other, on each database.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder

LOCK = 0x456D707479  # "Empty": web and worker may start at the same moment


def bring_tables_up_to_date() -> None:
    """Make or change the tables as this version wants them. Doing it again changes nothing."""
    if not connection.introspection.table_names():
        _make_all()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def _make_all() -> None:
    """All tables or, when it fails, none."""
    loader = MigrationLoader(connection)
    with connection.schema_editor(atomic=True) as editor:
        if connection.vendor == "postgresql":
            editor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        if connection.introspection.table_names():
            return  # another process was faster
        for model in _models():
            editor.create_model(model)
        for statement in _plain_sql(loader):
            editor.execute(statement)
        _write_down(editor, loader)


def _models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        for model in router.get_migratable_models(config, connection.alias):
            if model._meta.can_migrate(connection) and not model._meta.proxy:  # noqa: SLF001 - Django's public name
                yield model


def _plain_sql(loader: MigrationLoader) -> Iterator[str]:
    """What no model says. What migrations do in Python is done to rows, and there are none."""
    for _key, migration in sorted(loader.disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, RunSQL):
                yield str(operation.sql)


def _write_down(editor: BaseDatabaseSchemaEditor, loader: MigrationLoader) -> None:
    recorder = MigrationRecorder(connection)
    editor.create_model(recorder.Migration)
    for app, name in loader.disk_migrations:
        recorder.record_applied(app, name)
