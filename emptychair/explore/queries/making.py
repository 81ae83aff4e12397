"""A table being made: every figure with its interval, its change, its heat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.explore.queries.counting import Counts, asking_of, counted
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.plain import Times
from emptychair.explore.queries.rates import rates_counted
from emptychair.explore.rules.figures import change_of, figure_of, heated, marked, nothing_now
from emptychair.explore.rules.parts_of_time import beside
from emptychair.explore.types import (
    COUNTED_IN_FULL,
    RATE,
    TOTAL,
    Cell,
    Figure,
    Key,
    Member,
    Question,
    Table,
)
from emptychair.kit.periods import Period, local_day

Figures = dict[Key, Figure]


class Making:
    """A table being made."""

    def __init__(
        self, access: Access, question: Question, catalogue: Catalogue, now: datetime
    ) -> None:
        self.access, self.question, self.catalogue = access, question, catalogue
        self.now = self.as_of = now
        self.from_daily_counts = True

    def table(self) -> Table:
        """Counted, compared, marked and heated."""
        question = self.question
        now, *before = self.counted()
        cells = {key: Cell(*key, one) for key, one in now.items()}
        differ = False
        if question.against is not None:
            cells, differ = self._compared(cells, question.against, before[0])
        cells = heated(marked(cells), question)
        left_out, by_month = self.private()
        return Table(
            question=question,
            shows=question.shows,
            rows=self._members(question.rows, (key[0] for key in cells), cells, 0),
            cols=self._members(question.cols, (key[1] for key in cells), cells, 1),
            cells=cells,
            as_of=self.as_of,
            from_daily_counts=self.from_daily_counts,
            private_left_out=left_out,
            private_by_month=by_month,
            compared=sum(cell.change is not None for cell in cells.values()),
            beyond_noise=sum(cell.beyond_noise for cell in cells.values()),
            periods_differ=differ,
            currency=self.access.workspace.currency,
            notes=self.notes(),
        )

    def private(self) -> tuple[bool, bool]:
        """Whether answers of private surveys are left out, and whether they count by months."""
        question = self.question
        asking = asking_of(self.access, self.catalogue, question, question.dimensions)
        is_finer = bool(asking.together.least) and asking.tells_private_apart
        return is_finer, bool(asking.together.least) and not is_finer

    def notes(self) -> tuple[str, ...]:
        """What else must be known of this table."""
        return ()

    def counted(self) -> list[Figures]:
        """Of each period the cells and the totals; all of them are asked for at once."""
        question, metrics = self.question, self.catalogue.metrics_of
        periods = [one for one in (question.period, question.against) if one is not None]
        names = question.dimensions
        asking = asking_of(self.access, self.catalogue, question, names)
        parts = list(dict.fromkeys((names, *((one,) for one in names), ())))
        if question.measure == RATE:
            told = [rates_counted(self.access, asking, period, parts) for period in periods]
        else:
            told = counted(self.access, asking, metrics(question.measure), periods, parts)
        shows, measure = question.shows, question.measure
        return [
            {key: figure_of(shows, measure, one) for key, one in self._with_totals(counts).items()}
            for counts in told
        ]

    def _with_totals(self, counts: Mapping[tuple[str, ...], Counts]) -> dict[Key, Counter[int]]:
        found: dict[Key, Counter[int]] = {}
        for part, one in counts.items():
            self.as_of = min(self.as_of, one.as_of or self.as_of)
            self.from_daily_counts &= one.from_daily_counts
            found |= {self.key(tokens, part): each for tokens, each in one.cells.items()}
        found.setdefault((TOTAL, TOTAL), Counter())
        return found

    def key(self, tokens: tuple[str, ...], names: tuple[str, ...]) -> Key:
        """Where a figure stands in the table."""
        given = dict(zip(names, tokens, strict=True))
        return given.get(self.question.rows, TOTAL), given.get(self.question.cols, TOTAL)

    def _compared(
        self, cells: dict[Key, Cell], against: Period, figures_before: Figures
    ) -> tuple[dict[Key, Cell], bool]:
        """Each cell beside the same of the earlier period; parts of time by their place."""
        question, moved, differ = self.question, {}, False
        for place, name in enumerate((question.rows, question.cols)):
            one = self.catalogue[name] if name else None
            if isinstance(one, Times):
                found = beside(one.part, against, question.period)
                differ |= found is None
                moved[place] = {
                    old.isoformat(): new.isoformat() for old, new in (found or {}).items()
                }
        before, was = {}, {}
        for key, figure in figures_before.items():
            there = _moved(key, moved)
            if there is not None:
                before[there], was[there] = figure, key
        found_cells, absent = {}, None
        if question.measure in COUNTED_IN_FULL and not differ:
            absent = Figure(0.0, None, None, 0, too_few=False)
        for key, cell in cells.items():
            old = before.get(key, absent)
            change = change_of(question.shows, old, cell.figure) if old else None
            found_cells[key] = replace(cell, before=old, change=change)
        gone = {
            key: Cell(*key, nothing_now(question.shows), before=old, was=was[key])
            for key, old in before.items()
            if key not in cells and old.n and self._has_begun(key)
        }
        return {**found_cells, **gone}, differ

    def _has_begun(self, key: Key) -> bool:
        """What is still to come is not gone."""
        today = local_day(self.now, self.access.workspace.zone).isoformat()
        asked = zip((self.question.rows, self.question.cols), key, strict=True)
        times = (token for name, token in asked if name and isinstance(self.catalogue[name], Times))
        return all(token <= today for token in times)

    def _members(
        self, name: str, tokens: Iterable[str], cells: Mapping[Key, Cell], place: int
    ) -> tuple[Member, ...]:
        if not name:
            return ()
        one, found = self.catalogue[name], {token for token in tokens if token}
        if isinstance(one, Times) and found:
            whole = one.all_within(self.question.period)
            ordered = [each for each in whole if min(found) <= each <= max(found)]
        else:
            ordered = self._ordered(one.in_order(found), cells, place)
        return tuple(Member(each, one.words_of(each, self.question.measure)) for each in ordered)

    def _ordered(self, tokens: list[str], cells: Mapping[Key, Cell], place: int) -> list[str]:
        """By size or by score where that is asked for; too few are never ranked."""
        if self.question.order == "map":
            return tokens
        wholes = {
            token: cells.get((token, TOTAL) if place == 0 else (TOTAL, token)) for token in tokens
        }

        def size(token: str) -> int:
            cell = wholes[token]
            return cell.figure.n if cell else 0

        def rank(token: str) -> tuple[bool, float, int]:
            cell = wholes[token]
            if cell is None or cell.figure.too_few or self.question.order == "size":
                return True, 0.0, -size(token)
            return False, -(cell.figure.value or 0.0), -size(token)

        return sorted(tokens, key=rank)


def _moved(key: Key, moved: Mapping[int, Mapping[str, str]]) -> Key | None:
    found = list(key)
    for place, names in moved.items():
        if found[place] != TOTAL:
            if found[place] not in names:
                return None
            found[place] = names[found[place]]
    return found[0], found[1]
