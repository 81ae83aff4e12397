"""A question about cases: which of them count, and under what they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import product
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.customers.facts import units_of_groups
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.customers import Facts
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.queries.dimensions.plain import Times
from emptychair.explore.rules.parts_of_time import part_of
from emptychair.explore.rules.plain_words import LONGEST
from emptychair.explore.types import CASES, OVERDUE, Question
from emptychair.kit.periods import Period, local_day
from emptychair.loop.models import Case
from emptychair.loop.queries.waiting import first_answers
from emptychair.loop.rules.first_answers import FirstAnswer

GROUP = "group"
WORDS = ("kind", "urgency", "outcome")
COLUMNS = (
    *("pk", "opened_at", "state", "due_at", "touchpoint", "team_id", "assignee_id", "root_cause"),
    *("person_id", "company_id", "person__company_id", *WORDS),
)
Key = Mapping[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A case that counts: its first answer where that is asked for, and what it stands under."""

    pk: int
    row: Row
    answer: FirstAnswer | None
    tokens: Mapping[str, tuple[str, ...]]

    def under(self, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Its places in a part of the table; several where it belongs to several segments."""
        return product(*(self.tokens[name] for name in names))


@dataclass(frozen=True)
class AskingCases:
    """A question about cases being counted."""

    access: Access
    catalogue: Catalogue
    question: Question
    now: datetime

    def days(self, period: Period) -> Period | None:
        """Those of the period that the filters leave."""
        days: Period | None = period
        for name, token in self.question.filters:
            days = self.catalogue[name].narrowed(token, days) if days else None
        return days

    def told(self, period: Period) -> Iterator[ToldCase]:
        """Every case that counts, in the order in which they were opened."""
        days = self.days(period)
        if days is None:
            return
        answers = self._answers(days)
        for row in self._rows(days):
            answer = answers.get(row["pk"])
            if answer is None and self.question.measure != CASES:
                continue
            key = self._key(row)
            if self._keeps(key, row):
                names = self.question.dimensions
                tokens = {name: self._tokens(name, key, row) for name in names}
                yield ToldCase(row["pk"], row, answer, tokens)

    def _answers(self, days: Period) -> dict[int, FirstAnswer]:
        """By the definition of the scorecard: who can be judged already, who needed an answer."""
        measure = self.question.measure
        if measure == CASES:
            return {}
        found = first_answers(self.access, days, now=self.now)
        return {one.case: one for one in found if measure != OVERDUE or one.is_judged}

    def _rows(self, days: Period) -> Iterator[Row]:
        self.access.require(Permission.CASE_READ)
        first, end = days.moments(self.access.workspace.zone)
        rows = Case.objects.visible_to(self.access).filter(opened_at__gte=first, opened_at__lt=end)
        return iter(rows.order_by("opened_at", "pk").values(*COLUMNS))

    def _key(self, row: Row) -> Key:
        """What the dimensions of the question read."""
        day = local_day(row["opened_at"], self.access.workspace.zone)
        key: dict[str, Any] = {name: row[name] for name in ("touchpoint", *WORDS)}
        key["cause"] = row["root_cause"].strip()[:LONGEST]
        key |= {"team": _id(row["team_id"]), "owner": _id(row["assignee_id"])}
        for one in self._everything:
            if isinstance(one, Facts):
                key[one.column] = _known(one, row)
            elif isinstance(one, Times):
                key[one.part] = part_of(one.part, day).first
        return key

    def _tokens(self, name: str, key: Key, row: Row) -> tuple[str, ...]:
        if name == GROUP:
            who = _who(row)
            return tuple(token for token, units in self._groups.items() if who in units)
        return (self.catalogue[name].token(key, "", 0),)

    def _keeps(self, key: Key, row: Row) -> bool:
        for name, token in self.question.filters:
            if name == GROUP and _who(row) not in self._groups.get(token, frozenset()):
                return False
            asked = self.catalogue[name].filters(token)
            if any(key[column] not in values for column, values in asked.items()):
                return False
        return True

    @cached_property
    def _everything(self) -> list[Dimension]:
        names = (*self.question.dimensions, *dict(self.question.filters))
        return [self.catalogue[name] for name in dict.fromkeys(names)]

    @cached_property
    def _groups(self) -> dict[str, frozenset[int]]:
        return units_of_groups(self.access)


def _id(number: int | None) -> str:
    return str(number) if number else ""


def _who(row: Row) -> int:
    """The person, below nothing, or the company of a case without one."""
    return -row["person_id"] if row["person_id"] else row["company_id"] or 0


def _known(one: Facts, row: Row) -> str:
    """What is known of the person, or else of the company."""
    values = one.known.values
    own = values.get(-row["person_id"], "") if row["person_id"] else ""
    company = row["company_id"] or row["person__company_id"]
    return own or (values.get(company, "") if company else "")
