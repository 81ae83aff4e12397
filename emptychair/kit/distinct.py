"""Which values a column holds, without reading every row: from one to the next in an index."""

from typing import Any

from django.db import connections, models, router


def first_values(
    model: type[models.Model], column: str, *, workspace_id: int, limit: int
) -> list[str]:
    """The first texts of a column of a workspace in their order, each once, none empty.

    As quick as there are values, however many rows hold them, where an index begins with the
    workspace and the column. Without one it is as slow as counting.
    """
    options: Any = model._meta  # noqa: SLF001 - Django's public name
    connection = connections[router.db_for_read(model)]
    name = connection.ops.quote_name(options.get_field(column).column)
    table = connection.ops.quote_name(options.db_table)
    rows = f"SELECT MIN({name}) FROM {table} WHERE workspace_id = %s AND {name} >"  # noqa: S608 - names of our tables
    told = (
        f"WITH RECURSIVE found(told) AS ({rows} '' UNION ALL SELECT ({rows} found.told)"  # noqa: S608 - names of our tables
        " FROM found WHERE found.told IS NOT NULL)"
        " SELECT told FROM found WHERE told IS NOT NULL LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(told, [workspace_id, workspace_id, limit])
        return [value for (value,) in cursor.fetchall()]
