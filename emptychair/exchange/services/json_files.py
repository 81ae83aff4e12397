"""A file of JSON arrays is kept as a table, so that everything behind it reads only tables."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from emptychair.accounts.access import Access
from emptychair.exchange.errors import FileNotReadable, FileTooLarge
from emptychair.exchange.rules.json_rows import columns_of, flat, is_json, objects_in
from emptychair.exchange.services.files import LARGEST

_AT_ONCE = 1_000


def as_table(access: Access, chunks: Iterable[bytes]) -> Iterable[bytes]:
    """The file as it is, or, where it holds JSON arrays, the same as CSV.

    Raises `FileNotReadable`, `FileTooLarge`.
    """
    access.workspace  # noqa: B018 - refuses before a workspace is chosen
    source = iter(chunks)
    start = b"".join(islice(source, 1))
    if not is_json(start):
        return chain([start], source)
    whole = bytearray(start)
    for chunk in source:
        whole += chunk
        if len(whole) > LARGEST:
            raise FileTooLarge
    try:
        rows = [flat(one) for one in objects_in(whole.decode("utf-8"))]
    except ValueError:  # also what is not UTF-8
        raise FileNotReadable from None
    if not rows:
        raise FileNotReadable
    return _lines(columns_of(rows), rows)


def _lines(columns: list[str], rows: list[dict[str, str]]) -> Iterator[bytes]:
    for start in range(0, len(rows), _AT_ONCE):
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns, restval="")
        if not start:
            writer.writeheader()
        writer.writerows(rows[start : start + _AT_ONCE])
        yield text.getvalue().encode("utf-8")
