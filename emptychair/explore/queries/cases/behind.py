"""The cases behind a figure: those that need somebody first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.asking import AskingCases, ToldCase
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.types import CASES, OVERDUE, Question
from emptychair.kit.periods import Period
from emptychair.loop.queries import CaseRow, cases_with_ids
from emptychair.loop.rules.first_answers import FirstAnswer
from emptychair.loop.types import CaseState


@dataclass(frozen=True)
class CasesBehind:
    """The cases of one figure, read when a slice of them is asked for, as `paginate` does."""

    asking: AskingCases

    @property
    def days(self) -> Period | None:
        """The days of the figure; None where none is left."""
        return self.asking.days(self.asking.question.period)

    @cached_property
    def found(self) -> list[ToldCase]:
        """Every case that counts, in order."""
        order = _ORDERS.get(self.asking.question.measure, _waiting_first)
        return sorted(self.asking.told(self.asking.question.period), key=order)

    def __getitem__(self, part: slice) -> list[CaseRow]:
        """Some of them."""
        ids = [one.pk for one in self.found[part]]
        return cases_with_ids(self.asking.access, ids, now=self.asking.now)

    @cached_property
    def answers(self) -> dict[int, FirstAnswer]:
        """How long each of them waited, where that is what the figure tells."""
        return {one.pk: one.answer for one in self.found if one.answer}


def cases_behind(
    access: Access, catalogue: Catalogue, question: Question, *, now: datetime
) -> CasesBehind:
    """The cases that stand behind a figure."""
    access.require(Permission.CASE_READ)
    return CasesBehind(AskingCases(access, catalogue, question, now))


def people_of_cases(
    access: Access, catalogue: Catalogue, question: Question, *, now: datetime
) -> Q:
    """The condition on people: whose case it is, or those of the company of a case without a
    person; of what was answered too late, only of such cases.
    """
    found = cases_behind(access, catalogue, question, now=now).found
    if question.measure == OVERDUE:
        found = [one for one in found if one.answer and one.answer.is_late]
    people = {one.row["person_id"] for one in found}
    firms = {one.row["company_id"] for one in found if one.row["person_id"] is None}
    return Q(pk__in=people - {None}) | Q(company_id__in=firms - {None})


def _unclosed_first(one: ToldCase) -> Any:
    due = one.row["due_at"]
    is_closed = one.row["state"] == CaseState.CLOSED
    if is_closed or due is None:
        return is_closed, True, -one.row["opened_at"].timestamp(), one.pk
    return is_closed, False, due.timestamp(), one.pk


def _waiting_first(one: ToldCase) -> Any:
    answer = one.answer
    return (answer.is_answered, -answer.hours, one.pk) if answer else (True, 0.0, one.pk)


def _latest_first(one: ToldCase) -> Any:
    answer = one.answer
    if answer is None:
        return True, True, 0.0, one.pk
    return not answer.is_late, answer.is_answered, answer.allowed - answer.hours, one.pk


_ORDERS: dict[str, Callable[[ToldCase], Any]] = {CASES: _unclosed_first, OVERDUE: _latest_first}
