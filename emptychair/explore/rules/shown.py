"""As much of a table as a page or a picture holds; the file has all of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from emptychair.explore.types import TOTAL, Key, Member, Table

ROWS, COLS, TIMES = 50, 12, 24
LINES = 5


def part_of_table(
    table: Table, *, is_time: tuple[bool, bool], rows: int = ROWS, cols: int = COLS
) -> Table:
    """Of times the latest, of others those with the most answers, in the order they stand."""
    kept_rows = _kept(table, table.rows, lambda token: (token, TOTAL), rows, latest=is_time[0])
    kept_cols = _kept(
        table,
        table.cols,
        lambda token: (TOTAL, token),
        max(cols, TIMES) if is_time[1] else cols,
        latest=is_time[1],
    )
    return replace(
        table,
        rows=kept_rows,
        cols=kept_cols,
        more_rows=len(table.rows) - len(kept_rows),
        more_cols=len(table.cols) - len(kept_cols),
    )


def largest(table: Table, members: Sequence[Member], *, most: int, of_rows: bool) -> list[Member]:
    """Those with the most answers, in the order they stand."""
    kept = _kept(
        table,
        members,
        (lambda token: (token, TOTAL)) if of_rows else (lambda token: (TOTAL, token)),
        most,
        latest=False,
    )
    return list(kept)


def _kept(
    table: Table,
    members: Sequence[Member],
    key_of: Callable[[str], Key],
    most: int,
    *,
    latest: bool,
) -> tuple[Member, ...]:
    if len(members) <= most:
        return tuple(members)
    if latest:
        return tuple(members[-most:])

    def size(member: Member) -> int:
        cell = table.cells.get(key_of(member.token))
        return cell.figure.n if cell else 0

    chosen = {one.token for one in sorted(members, key=size, reverse=True)[:most]}
    return tuple(one for one in members if one.token in chosen)
