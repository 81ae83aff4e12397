"""The table as the page shows it: each figure in words, with its heat and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from emptychair.explore.pictures import direction
from emptychair.explore.rules.figures import difference_of
from emptychair.explore.rules.plain_words import cell_question, day_range
from emptychair.explore.sentences import change_sentence
from emptychair.explore.types import COUNTED_IN_FULL, TOTAL, Cell, Member, Table
from emptychair.explore.words import change_words, figure_words, write
from emptychair.kit.periods import Period
from emptychair.web.explore.addresses import address_of


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One field. `css` is its heat, `moved` up or down beyond noise."""

    value: str
    n: str
    small: str  # below it: the change, and how many stand behind it
    css: str
    address: str
    moved: str
    change: str
    told: str  # when pointed at: interval, and the change in a sentence
    too_few: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One line."""

    name: str
    address: str
    cells: tuple[ShownCell | None, ...]
    total: ShownCell | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Heads, lines and the line of totals; `has_totals` where columns are added up at the end."""

    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    totals: ShownRow | None
    has_totals: bool


def shown_table(table: Table, plain: Mapping[str, str]) -> ShownTable:
    """The table in words."""
    cols = table.cols or (Member(TOTAL, _("Total")),)
    rows = [_row(table, plain, row, cols) for row in table.rows]
    whole = _row(table, plain, Member(TOTAL, _("Total")), cols)
    return ShownTable(
        heads=tuple(one.words for one in cols),
        rows=tuple(rows),
        totals=whole,
        has_totals=bool(table.cols),
    )


def _row(table: Table, plain: Mapping[str, str], row: Member, cols: tuple[Member, ...]) -> ShownRow:
    cells = tuple(_cell(table, plain, row.token, col.token) for col in cols)
    total = _cell(table, plain, row.token, TOTAL) if table.cols else None
    return ShownRow(
        name=row.words,
        address=_address(plain, row.token, TOTAL),
        cells=cells,
        total=total,
    )


def _cell(table: Table, plain: Mapping[str, str], row: str, col: str) -> ShownCell | None:
    cell = table.cells.get((row, col))
    if cell is None or not (cell.figure.n or cell.is_gone):
        return None
    if cell.is_gone and table.question.against and cell.was:
        return _gone_cell(table, cell, _address(_earlier(plain, table.question.against), *cell.was))
    return shown_cell(table, cell, _address(plain, row, col))


def _gone_cell(table: Table, cell: Cell, address: str) -> ShownCell:
    """What there is no more; it leads to whom there was."""
    shown = shown_cell(table, cell, address)
    old = figure_words(table, cell.before) if cell.before else ""
    value, small = figure_words(table, cell.figure), _("before: %(old)s") % {"old": old}
    return replace(shown, value=value, small=small, too_few=False)


def _earlier(plain: Mapping[str, str], against: Period) -> dict[str, str]:
    kept = {name: value for name, value in plain.items() if name not in {"against", "from", "to"}}
    return kept | {"period": day_range(against)}


def shown_cell(table: Table, cell: Cell, address: str) -> ShownCell:
    """One figure in words."""
    measure = table.question.measure
    value = figure_words(table, cell.figure)
    change = difference_of(cell, measure)
    moved = "" if change is None else change_words(table, change)
    count = f"{cell.figure.n:,}" if table.shows != "count" else ""
    is_shown = bool(direction(cell)) or measure in COUNTED_IN_FULL
    return ShownCell(
        value=f"({value})" if cell.figure.too_few else value,
        n=count,
        small=" · ".join(one for one in (moved if is_shown else "", count) if one),
        css="heat-none" if cell.level is None else f"heat-{cell.level}",
        address=address,
        moved=direction(cell) or "",
        change=moved,
        told=f"{interval_of(table, cell)} {change_sentence(table, cell)}".strip(),
        too_few=cell.figure.too_few,
    )


def interval_of(table: Table, cell: Cell) -> str:
    """The interval of a figure, or nothing."""
    figure = cell.figure
    if figure.low is None or figure.high is None:
        return ""
    words = write(table)
    return _("%(low)s to %(high)s") % {"low": words(figure.low), "high": words(figure.high)}


def _address(plain: Mapping[str, str], row: str, col: str) -> str:
    return address_of(cell_question(plain, (row, col)), "explore-figure")
