"""What Explore can be asked: each control with its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.catalogue import has_cases
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.questions import BEFORE, YEAR
from emptychair.explore.rules.plain_words import day_range, period_in
from emptychair.explore.types import ANSWERS, OF_CASES, OF_CONTRACTS, RATE, Question
from emptychair.explore.words import measure_words
from emptychair.metrics.queries.periods import USUAL, period_choices, period_named
from emptychair.metrics.words import period_words
from emptychair.renewals.queries.running import has_contracts

Offered = Sequence[tuple[str, str]]
NEW_FILTER = "filter"  # names a dimension whose values are to choose from


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One control with its choices."""

    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """All controls of the page: what is asked, what it is narrowed to, by what else it may be."""

    asked: tuple[Control, ...]
    filters: tuple[Control, ...]
    more: Control
    first: str
    last: str


def controls_of(
    access: Access,
    catalogue: Catalogue,
    given: Mapping[str, str],
    question: Question,
    *,
    today: date,
) -> Controls:
    """The controls with what is chosen."""
    offered = catalogue.of_measure(question.measure)
    named = [(name, catalogue.words(name)) for name in offered]
    asked = (
        _control("metric", _("What"), _measures(catalogue, question), question.measure),
        _control("rows", _("Rows"), [("", _("none")), *named], question.rows),
        _control("cols", _("Columns"), [("", _("none")), *named], question.cols),
        _control("period", _("Period"), *_periods(access, given, question, today)),
        _control(
            "against",
            pgettext("period", "Compared with"),
            *_against(access, given, question, today),
        ),
        _control("which", pgettext("counted", "Which answers"), _which(), question.which),
        _control("order", _("Order"), _orders(question.measure), question.order),
    )
    filters = _filters(catalogue, given, question, offered)
    taken = {one.name for one in filters}
    rest = [("", _("choose")), *((name, words) for name, words in named if name not in taken)]
    has_which = question.measure not in {RATE, *OF_CONTRACTS, *OF_CASES}
    has_days = ".." in period_in(given) and period_in(given) == day_range(question.period)
    return Controls(
        asked=tuple(one for one in asked if has_which or one.name != "which"),
        filters=tuple(filters),
        more=_control(NEW_FILTER, _("Only some"), rest, ""),
        first=question.period.first.isoformat() if has_days else "",
        last=question.period.last.isoformat() if has_days else "",
    )


def _measures(catalogue: Catalogue, question: Question) -> Offered:
    access, ours = catalogue.access, OF_CONTRACTS
    sees_all = access.may(Permission.CUSTOMER_READ) and not access.assigned_only
    of_customers = ours if sees_all and has_contracts(access) else ()
    of_cases = OF_CASES if has_cases(access) else ()
    asked = () if question.measure in {*ours, *OF_CASES} else (question.measure,)
    usual = [*catalogue.metrics, *asked, ANSWERS, RATE]
    offered = dict.fromkeys([*usual, *of_customers, *of_cases, question.measure])
    return [(one, measure_words(one)) for one in offered]


def _periods(
    access: Access, given: Mapping[str, str], question: Question, today: date
) -> tuple[Offered, str]:
    chosen = period_in(given)
    offered = period_choices(access, today=today)
    if chosen not in dict(offered):
        if period_named(access, chosen, today=today) == period_named(access, USUAL, today=today):
            return offered, USUAL
        offered = [(chosen, period_words(question.period)), *offered]
    return offered, chosen


def _against(
    access: Access, given: Mapping[str, str], question: Question, today: date
) -> tuple[Offered, str]:
    """Never days that both periods have."""
    offered = [
        ("", _("nothing")),
        (BEFORE, _("the days just before")),
        (YEAR, _("the same days a year before")),
    ]
    for name, words in period_choices(access, today=today):
        if period_named(access, name, today=today).end <= question.period.first:
            offered.append((name, words))
    return offered, given.get("against", "") if question.against else ""


def _which() -> Offered:
    return [("latest", _("the latest of each person")), ("all", _("every answer"))]


def _orders(measure: str) -> Offered:
    most = _("most customers first") if measure in OF_CONTRACTS else _("most answers first")
    if measure in OF_CASES:
        most = _("most cases first")
    return [
        ("map", _("as they follow one another")),
        ("size", most),
        ("score", _("highest first")),
    ]


def _filters(
    catalogue: Catalogue, given: Mapping[str, str], question: Question, offered: Sequence[str]
) -> list[Control]:
    chosen = dict(question.filters)
    new = given.get(NEW_FILTER, "")
    if new in offered and new not in chosen:
        chosen[new] = ""
    found = []
    for name, token in chosen.items():
        one = catalogue[name]
        choices = [(each.token, each.words) for each in one.choices()]
        if token and token not in dict(choices):
            choices.append((token, one.words_of(token, question.measure)))
        found.append(_control(name, one.words, [("", _("all")), *choices], token))
    return found


def _control(name: str, words: str, offered: Offered, chosen: str) -> Control:
    choices = tuple(Choice(value, each, value == chosen) for value, each in offered)
    return Control(name, words, choices)
