"""The table that answers a question: every figure with its interval, its change, its heat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.counting import Counts, asking_of, counted
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.plain import Times
from emptychair.explore.queries.rates import rates_counted
from emptychair.explore.rules.figures import change_of, figure_of, heated, marked
from emptychair.explore.rules.parts_of_time import beside
from emptychair.explore.types import RATE, TOTAL, Cell, Key, Member, Question, Table
from emptychair.kit.periods import Period

Counted = dict[Key, Counter[int]]


def table_of(
    access: Access, question: Question, *, now: datetime, catalogue: Catalogue | None = None
) -> Table:
    """The table of a question: all its rows and columns. Pages show `rules.shown.most_of` it."""
    access.require(Permission.SCORE_READ)
    made = Making(access, question, catalogue or Catalogue(access), now)
    return made.table()


class Making:
    """A table being made."""

    def __init__(
        self, access: Access, question: Question, catalogue: Catalogue, now: datetime
    ) -> None:
        self.access, self.question, self.catalogue = access, question, catalogue
        self.as_of, self.from_daily_counts, self.has_private = now, True, False

    def table(self) -> Table:
        """Counted, compared, marked and heated."""
        question = self.question
        now = self.counted(question.period)
        cells = {key: self._cell(key, counts) for key, counts in now.items()}
        differ = False
        if question.against is not None:
            cells, differ = self._compared(cells, question.against)
        cells = heated(marked(cells), question)
        asking = asking_of(self.access, self.catalogue, question, question.dimensions)
        is_finer = bool(asking.together.least) and asking.tells_private_apart
        return Table(
            question=question,
            shows=question.shows,
            rows=self._members(question.rows, (key[0] for key in cells), cells, 0),
            cols=self._members(question.cols, (key[1] for key in cells), cells, 1),
            cells=cells,
            as_of=self.as_of,
            from_daily_counts=self.from_daily_counts,
            private_left_out=is_finer,
            private_by_month=bool(asking.together.least) and not is_finer,
            compared=sum(cell.change is not None for cell in cells.values()),
            beyond_noise=sum(cell.beyond_noise for cell in cells.values()),
            periods_differ=differ,
        )

    def counted(self, period: Period) -> Counted:
        """Cells, and totals: added up where the parts add up, else counted for themselves."""
        question = self.question
        inside = self._counts(question.dimensions, period).cells
        found: Counted = {self._key(tokens): counts for tokens, counts in inside.items()}
        for left in ((question.rows,), (question.cols,)):
            if all(left):
                found |= self._totals(inside, left, period)
        if question.rows and question.cols:
            found |= self._whole(inside, found, period)
        found.setdefault((TOTAL, TOTAL), Counter())
        return found

    def _whole(
        self, inside: Mapping[tuple[str, ...], Counter[int]], found: Counted, period: Period
    ) -> Counted:
        """The total of all: where one side alone adds up, of its totals, which were counted."""
        question = self.question
        by_rows, by_cols = (not self._is_counted_alone(name) for name in question.dimensions)
        if by_rows == by_cols:
            return self._totals(inside, question.dimensions, period)
        whole: Counter[int] = Counter()
        for (row, col), counts in found.items():
            if (col if by_rows else row) == TOTAL and (row if by_rows else col) != TOTAL:
                whole.update(counts)
        return {(TOTAL, TOTAL): whole}

    def _totals(
        self, inside: Mapping[tuple[str, ...], Counter[int]], left: tuple[str, ...], period: Period
    ) -> Counted:
        kept = tuple(name for name in self.question.dimensions if name not in left)
        if any(self._is_counted_alone(name) for name in left):
            cells = self._counts(kept, period).cells
        else:
            places = [self.question.dimensions.index(name) for name in kept]
            cells = {}
            for tokens, counts in inside.items():
                mine = tuple(tokens[place] for place in places)
                cells.setdefault(mine, Counter()).update(counts)
        return {self._key(tokens, kept): counts for tokens, counts in cells.items()}

    def _is_counted_alone(self, name: str) -> bool:
        one = self.catalogue[name]
        again = (
            one.counts_again and self.question.which == "latest" and self.question.measure != RATE
        )
        return one.overlaps or again

    def _counts(self, names: tuple[str, ...], period: Period) -> Counts:
        asking = asking_of(self.access, self.catalogue, self.question, names)
        if self.question.measure == RATE:
            found = rates_counted(self.access, asking, period)
        else:
            found = counted(
                self.access, asking, self.catalogue.metrics_of(self.question.measure), period
            )
        self.as_of = min(self.as_of, found.as_of or self.as_of)
        self.from_daily_counts &= found.from_daily_counts
        return found

    def _key(self, tokens: tuple[str, ...], names: tuple[str, ...] | None = None) -> Key:
        given = dict(zip(self.question.dimensions if names is None else names, tokens, strict=True))
        return given.get(self.question.rows, TOTAL), given.get(self.question.cols, TOTAL)

    def _cell(self, key: Key, counts: Mapping[int, int]) -> Cell:
        return Cell(*key, figure_of(self.question.shows, self.question.measure, counts))

    def _compared(self, cells: dict[Key, Cell], against: Period) -> tuple[dict[Key, Cell], bool]:
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
        before = {}
        for key, counts in self.counted(against).items():
            there = _moved(key, moved)
            if there is not None:
                before[there] = figure_of(question.shows, question.measure, counts)
        found_cells = {}
        for key, cell in cells.items():
            old = before.get(key)
            change = change_of(question.shows, old, cell.figure) if old else None
            found_cells[key] = replace(cell, before=old, change=change)
        return found_cells, differ

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
