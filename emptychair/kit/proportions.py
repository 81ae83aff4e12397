"""What the database knows of its own tables, so that it takes the right index.

PostgreSQL looks by itself. SQLite looks only when asked: until then it believes that a workspace is
a small part of every table, and reads all of its rows where the index of one customer would do.
"""

from django.db import connection

ROWS_LOOKED_AT = 20_000  # of each index; with few, SQLite takes a workspace for small again


def learn_proportions() -> bool:
    """Have SQLite look how its tables are made up; whether there was anything to ask.

    Connections that are open learn of it when they are opened next, within a minute.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
    return True
