"""The database notes changed and deleted rows of watched tables, whoever changes them.

Deletions by cascade, updates of many rows, another program: a trigger sees them all, in the same
transaction. It writes only where a snapshot exists. Triggers are no part of migrations, because
SQLite makes a table anew to alter it and drops them with the old one: they are made after each
`migrate`, and on SQLite removed before it, or it would refuse to rename what they speak of.

Two notes side by side could tell whose an anonymous answer is: a link that was used up, and an
answer that was changed a minute later. So rows with a number drawn by chance, and those of a source
that is `untold` when they change without a new time, are noted under a number drawn by chance and
with the end of the day (UTC); until then each snapshot carries them over once more.
"""

from django.db import connections

from emptychair.analytics.sources import sources

CHANGES = ("UPDATE", "DELETE")
_FUNCTION = """
CREATE OR REPLACE FUNCTION emptychair_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  quiet boolean := OLD.id < 0;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM analytics_snapshot
      WHERE workspace_id = OLD.workspace_id AND relation = TG_TABLE_NAME) THEN
    RETURN NULL;
  END IF;
  IF NOT quiet AND TG_OP = 'UPDATE' AND TG_TABLE_NAME = ANY('{{{untold}}}'::text[]) THEN
    quiet := NEW.changed_at = OLD.changed_at;
  END IF;
  IF quiet THEN
    INSERT INTO analytics_rowchange (id, relation, workspace_id, row_id, at)
    SELECT -1 - floor(random() * 4503599627370496)::bigint, TG_TABLE_NAME, OLD.workspace_id, OLD.id,
      (date_trunc('day', now() AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC';
  ELSE
    INSERT INTO analytics_rowchange (relation, workspace_id, row_id, at)
    SELECT TG_TABLE_NAME, OLD.workspace_id, OLD.id, now();
  END IF;
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
  INSERT INTO analytics_rowchange (id, relation, workspace_id, row_id, at)
  SELECT CASE WHEN {quiet} THEN -1 - abs(random() % 4503599627370496) END,
    '{table}', OLD.workspace_id, OLD.id,
    CASE WHEN {quiet} THEN strftime('%Y-%m-%d 00:00:00', 'now', '+1 day')
      ELSE strftime('%Y-%m-%d %H:%M:%f', 'now') END
  WHERE EXISTS (
    SELECT 1 FROM analytics_snapshot
    WHERE workspace_id = OLD.workspace_id AND relation = '{table}');
END"""
_DRAWN = "OLD.id < 0"
_UNTOLD = "(OLD.id < 0 OR NEW.changed_at = OLD.changed_at)"


def watch_tables(using: str = "default") -> None:
    """Make the triggers that are missing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    tables = sorted({source.relation for source in sources().values()} & there)
    if not {"analytics_rowchange", "analytics_snapshot"} <= there:
        return
    untold = {source.relation for source in sources().values() if source.untold}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION.format(untold=",".join(sorted(untold))))
            cursor.execute(_WATCHED)
            watched = {table for (table,) in cursor.fetchall()}
            for table in sorted(set(tables) - watched):
                cursor.execute(_ON_POSTGRESQL.format(table=table))
            return
        for table in tables:
            for change in CHANGES:
                quiet = _UNTOLD if table in untold and change == "UPDATE" else _DRAWN
                cursor.execute(
                    _ON_SQLITE.format(
                        name=_name(table, change), table=table, change=change, quiet=quiet
                    )
                )


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
