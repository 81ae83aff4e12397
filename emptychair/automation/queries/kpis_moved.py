"""The customer's own KPI as what starts a playbook and as what conditions ask about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.facts import Fact, When, by_value, register_fact, register_past
from emptychair.automation.triggers import (
    ABOUT,
    LATE,
    Choices,
    Parameter,
    Trigger,
    Window,
    as_given,
    register_trigger,
)
from emptychair.automation.types import About, Occurrence, Plain, Subject
from emptychair.kit.periods import local_day, start_of_day
from emptychair.outcomes.queries.moves import Moved, kpi_names, moves_between, moves_recorded
from emptychair.outcomes.queries.then import KpiState, KpisThen
from emptychair.outcomes.rules.moving import MoveRule
from emptychair.outcomes.types import Move

NAMED = "kpi_change:"  # of a fact about the KPI of one name
MOST_NAMED = 20
Pick = Callable[[list[KpiState]], Any]


def moves(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """The day on which a KPI had moved that far for the first time; live, when the number came.

    Numbers of days long past are history, and start nothing.
    """
    rule, name = _rule_of(parameters), str(parameters.get("name", ""))
    zone, about = access.workspace.zone, as_given(parameters)
    early = local_day(window.since - LATE, zone)
    first, last = local_day(window.since, zone), local_day(window.until, zone)
    if window.by_arrival:
        found = moves_recorded(access, rule, name=name, since=window.since, until=window.until)
        found = [one for one in found if one.day >= early]
    else:
        found = moves_between(access, rule, name=name, first=first, last=last)
    for one in found[-window.most :]:
        subject = _subject(one, about)
        moment = one.recorded_at if window.by_arrival else start_of_day(one.day, zone)
        if subject is not None:
            yield Occurrence(one.key[:160], subject, min(max(moment, window.since), window.until))


def _rule_of(parameters: Plain) -> MoveRule:
    """What counts as a move."""
    move = str(parameters.get("move", ""))
    try:
        by = float(str(parameters.get("by", "") or 0).replace(",", ""))
    except ValueError:
        by = 0.0
    return MoveRule(move if move in Move.values else Move.REACHED.value, by)


def _subject(one: Moved, about: str) -> Subject | None:
    if about == About.COMPANY:
        return Subject(None, one.company_id) if one.company_id else None
    return Subject(one.person_id) if one.person_id else None


def _no_size(parameters: Plain) -> str:
    """A move by so much needs the size."""
    rule = _rule_of(parameters)
    if rule.move == Move.REACHED or 0 < rule.by < float("inf"):
        return ""
    return _("Say by how much, or by how many percent, as a number above nought.")


def name_choices(access: Access) -> Choices:
    """Any KPI, or those of one name."""
    return [("", _("any KPI")), *((name, name) for name in kpi_names(access))]


def move_choices(access: Access) -> Choices:
    """Reached, by so much, by so many percent."""
    del access
    return [(one.value, str(one.label)) for one in Move]


def _words(access: Access, parameters: Plain) -> str:
    del access
    rule, name = _rule_of(parameters), str(parameters.get("name", ""))
    words = {"kpi": name, "by": f"{rule.by:g}"}
    if rule.move == Move.REACHED:
        if name:
            return _("the customer’s own KPI “%(kpi)s” reaches its target") % words
        return _("the customer’s own KPI reaches its target")
    if rule.move == Move.PERCENT:
        if name:
            return _("“%(kpi)s” is %(by)s percent better than at the start") % words
        return _("the customer’s own KPI is %(by)s percent better than at the start") % words
    if name:
        return _("“%(kpi)s” is better than at the start by %(by)s") % words
    return _("the customer’s own KPI is better than at the start by %(by)s") % words


def named_facts(access: Access) -> list[Fact]:
    """By how much the KPI of a name is better than at the start, in its own unit."""
    return [
        Fact(
            f"{NAMED}{name}",
            "number",
            _("“%(kpi)s”: better than at the start by") % {"kpi": name},
            _today(_of_name(name)),
        )
        for name in kpi_names(access, most=MOST_NAMED)
    ]


def states_at(access: Access, whens: Sequence[When]) -> Mapping[When, list[KpiState]]:
    """The KPIs of each customer as they were known at each moment."""
    zone = access.workspace.zone
    then = KpisThen(
        access,
        companies={one.company_id for one, _moment in whens if one.company_id},
        people={one.person_id for one, _moment in whens if one.person_id},
    )
    return {
        when: then.of(
            company_id=when[0].company_id,
            person_id=when[0].person_id,
            on=local_day(when[1], zone),
        )
        for when in whens
    }


def _then(pick: Pick) -> Callable[[Access, Sequence[When]], Mapping[When, Any]]:
    def read(access: Access, whens: Sequence[When]) -> Mapping[When, Any]:
        return {when: pick(states) for when, states in states_at(access, whens).items()}

    return read


def _today(
    pick: Pick,
) -> Callable[[Access, Sequence[Subject], datetime], Mapping[Subject, Any]]:
    def read(access: Access, subjects: Sequence[Subject], now: datetime) -> Mapping[Subject, Any]:
        found = states_at(access, [(one, now) for one in subjects])
        return {when[0]: pick(states) for when, states in found.items()}

    return read


def _way(states: list[KpiState]) -> float | None:
    known = [one.way for one in states if one.way is not None]
    return round(100 * sum(known) / len(known), 1) if known else None


def _percent(states: list[KpiState]) -> float | None:
    return max((one.percent for one in states if one.percent is not None), default=None)


def _reached(states: list[KpiState]) -> bool:
    return any(one.way is not None and one.way >= 1 for one in states)


def _of_name(name: str) -> Pick:
    def pick(states: list[KpiState]) -> float | None:
        known = [one.moved for one in states if one.name == name and one.moved is not None]
        return max(known, default=None)

    return pick


def _named_then(access: Access, line: Any, whens: Sequence[When]) -> set[When]:
    name = line.field.removeprefix(NAMED)
    return by_value("number", _then(_of_name(name)))(access, line, whens)


def _register_own() -> None:
    register_trigger(
        Trigger(
            key="kpi_moved",
            label=gettext_lazy("A customer’s own KPI moves: to its target, or by so much"),
            words=_words,
            about=as_given,
            parameters=(
                Parameter(
                    "move", "choice", pgettext_lazy("kpi", "It begins when"),
                    usual=Move.REACHED.value, choices=move_choices,
                ),
                Parameter(
                    "by", "text", gettext_lazy("By how much, or by how many percent"),
                    needed=False, help=gettext_lazy("In the unit of the KPI; not for its target."),
                ),
                Parameter(
                    "name", "choice", gettext_lazy("Which KPI"), choices=name_choices,
                    needed=False,
                ),
                ABOUT,
            ),
            moments=moves,
            problem=_no_size,
            help=gettext_lazy("Where no start was agreed on, the first number stands for it."),
        )
    )  # fmt: skip
    for name, kind, label, pick in (
        ("kpi_way", "number", gettext_lazy("own KPI: percent of the way to the target"), _way),
        (
            "kpi_percent", "number",
            gettext_lazy("own KPI: percent better than at the start (the best one)"), _percent,
        ),
        ("kpi_reached", "switch", gettext_lazy("own KPI: a target is reached"), _reached),
    ):  # fmt: skip
        register_fact(Fact(name, kind, label, _today(pick)))
        register_past(name, by_value(kind, _then(pick)))
    register_past(NAMED, _named_then)


_register_own()
