"""Three indexes of events that longer ones begin with: they were written for each event and never
needed. Dropped by name, since SQLite would copy millions of rows to alter a column.
"""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ("workspace_id", "person_id", "company_id")


def drop_indexes(apps, schema_editor):
    """Those of one column alone, as Django made them for foreign keys."""
    table = apps.get_model("customers", "CustomerEvent")._meta.db_table
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, table)
    for name, about in found.items():
        is_own = about["index"] and not about["unique"] and not about["primary_key"]
        if is_own and len(about["columns"]) == 1 and about["columns"][0] in COLUMNS:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def make_indexes(apps, schema_editor):
    """Again as Django names them."""
    model = apps.get_model("customers", "CustomerEvent")
    for column in COLUMNS:
        field = model._meta.get_field(column.removesuffix("_id"))
        schema_editor.execute(schema_editor._create_index_sql(model, fields=[field], suffix=""))


def key(to, **more):
    """A foreign key without an index of its own."""
    cascade = django.db.models.deletion.CASCADE
    return models.ForeignKey(to=to, on_delete=cascade, db_index=False, **more)


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_keep_histories")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, make_indexes)],
            state_operations=[
                migrations.AlterField(
                    "customerevent", "workspace", key("accounts.workspace", related_name="+")
                ),
                migrations.AlterField(
                    "customerevent",
                    "person",
                    key("customers.person", related_name="events", null=True),
                ),
                migrations.AlterField(
                    "customerevent",
                    "company",
                    key("customers.company", related_name="events", null=True),
                ),
            ],
        )
    ]
