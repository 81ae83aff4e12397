"""Rows out of a SQLite file as Arrow, in a process of its own: `python -P reading_apart.py`.

ADBC brings a SQLite library of its own. Two of them in one process lose each other's locks, as
POSIX drops all locks of a process on a file when any part of it closes that file: a write ahead of
the other is thrown away, or the process dies with SIGBUS
(https://www.sqlite.org/howtocorrupt.html, "Multiple copies of SQLite linked into the same
application"). Run as a file, without Django and without our package, so that it starts quickly.

It takes a JSON object with `file`, `sql` and `rows` (in one batch) from its standard input, and
writes an Arrow stream to its standard output.
"""

import json
import sys
from urllib.parse import quote


def main() -> None:
    """Read, write, end."""
    import pyarrow as pa
    from adbc_driver_sqlite import dbapi

    wanted = json.load(sys.stdin)
    options = {"adbc.sqlite.query.batch_rows": str(wanted["rows"])}
    with (
        dbapi.connect(f"file:{quote(wanted['file'])}?mode=ro") as adbc,
        adbc.cursor(adbc_stmt_kwargs=options) as cursor,
    ):
        cursor.execute(wanted["sql"])
        with (
            cursor.fetch_record_batch() as reader,
            pa.ipc.new_stream(sys.stdout.buffer, reader.schema) as out,
        ):
            for batch in reader:
                out.write_batch(batch)


if __name__ == "__main__":
    main()
