"""The database notes changed and deleted rows of watched tables, whoever changes them.

Deletions by cascade, updates of many rows, another program: a trigger sees them all, in the same
transaction. It writes only where a snapshot exists. Triggers are no part of migrations, because
SQLite makes a table anew to alter it and drops them with the old one: they are made after each
`migrate`, and on SQLite removed before it, or it would refuse to rename what they speak of.
"""

from django.db import connections

from emptychair.analytics.sources import sources

CHANGES = ("UPDATE", "DELETE")
_FUNCTION = """
CREATE OR REPLACE FUNCTION emptychair_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO analytics_rowchange (relation, workspace_id, row_id, at)
  SELECT TG_TABLE_NAME, OLD.workspace_id, OLD.id, now() WHERE EXISTS (
    SELECT 1 FROM analytics_snapshot
    WHERE workspace_id = OLD.workspace_id AND relation = TG_TABLE_NAME);
  RETURN NULL;
END $$"""
_ON_POSTGRESQL = """
CREATE TRIGGER emptychair_change AFTER UPDATE OR DELETE ON "{table}"
FOR EACH ROW EXECUTE FUNCTION emptychair_note_change()"""
_WATCHED = """
SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'emptychair_change'"""
_ON_SQLITE = """
CREATE TRIGGER IF NOT EXISTS "{name}" AFTER {change} ON "{table}" BEGIN
  INSERT INTO analytics_rowchange (relation, workspace_id, row_id, at)
  SELECT '{table}', OLD.workspace_id, OLD.id, strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE EXISTS (
    SELECT 1 FROM analytics_snapshot
    WHERE workspace_id = OLD.workspace_id AND relation = '{table}');
END"""


def watch_tables(using: str = "default") -> None:
    """Make the triggers that are missing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    tables = sorted({source.relation for source in sources().values()} & there)
    if not {"analytics_rowchange", "analytics_snapshot"} <= there:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            cursor.execute(_WATCHED)
            watched = {table for (table,) in cursor.fetchall()}
            for table in sorted(set(tables) - watched):
                cursor.execute(_ON_POSTGRESQL.format(table=table))
            return
        for table in tables:
            for change in CHANGES:
                name = _name(table, change)
                cursor.execute(_ON_SQLITE.format(name=name, table=table, change=change))


def look_away(using: str = "default") -> None:
    """Remove the triggers, on SQLite, until `watch_tables`."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in {source.relation for source in sources().values()}:
            for change in CHANGES:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{_name(table, change)}"')


def _name(table: str, change: str) -> str:
    return f"emptychair_{change.lower()}_{table}"
