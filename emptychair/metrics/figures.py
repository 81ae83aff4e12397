"""The numbers a company steers by, whoever owns them. A domain registers what it has at start-up.

    @figure_source("loop.figures")
    def figures_of_cases(access: Access) -> Iterable[Figure]: ...

Sources live in a domain's `figure_source.py`, which `scorecard` finds. A figure tells its value
month by month, and what may be said of one run of months against another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period
from emptychair.metrics.types import Change

Text = str | Promise
Better = Literal["higher", "lower"]


class Horizon(TextChoices):
    """How soon a figure answers to what is done."""

    SHORT = "short", pgettext_lazy("horizon", "short")
    MIDDLE = "middle", pgettext_lazy("horizon", "middle")
    LONG = "long", pgettext_lazy("horizon", "long")


class FigureGroup(TextChoices):
    """What a figure is about."""

    BRAND = "brand", _("Brand")
    FUNNEL = "funnel", _("Funnel")
    CUSTOMER = "customer", _("Customer success")


class FigureUnit(TextChoices):
    """In what it is counted."""

    POINTS = "points", _("points, −100 to 100")
    PERCENT = "percent", _("percent")
    NUMBER = "number", pgettext_lazy("unit", "number")
    MEAN = "mean", _("mean, with decimals")
    MONEY = "money", _("money")
    HOURS = "hours", _("hours")
    DAYS = "days", pgettext_lazy("unit", "days")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure over some months; no value where there is nothing to count.

    Without `low` and `high` no uncertainty is known. `n` is how many it rests on.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None

    @property
    def has_interval(self) -> bool:
        """Whether it is known how sure one can be."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure over two runs of months that do not overlap, and the later less the earlier.

    No change: nothing may be said.
    """

    before: Reading
    after: Reading
    change: Change | None = None


NOTHING = Reading()
Months = Sequence[tuple[date, Reading]]
ReadsMonths = Callable[[Access, Period], Months]
Compares = Callable[[Access, Period, Period], Comparison]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with its definition, which is frozen: who changes it raises `version`.

    `months` gives it for each calendar month of a period, `compare` for two runs of whole months,
    the earlier first. `span` is over how many months a value reaches back: two values nearer to
    each other share customers and are not compared. `leads_to` names where something can be done
    about it ("voices", "cases", ...). `is_outcome`: it tells how customers fare, and nothing may be
    bought with it. `outside_id`: it comes from elsewhere. `adds_up`: its months are summed, so that
    a target of it is one of a month. `aim_value`, `aim_day`: the target that stands where the
    figure itself is defined, if one does; the row has none of its own then.
    """

    key: str
    label: Text
    about: Text
    source: Text
    group: FigureGroup
    horizon: Horizon
    unit: FigureUnit
    better: Better
    months: ReadsMonths
    compare: Compares
    version: int = 1
    span: int = 1
    leads_to: str = ""
    metric: str = ""
    is_outcome: bool = False
    outside_id: int | None = None
    owner_id: int | None = None
    team_id: int | None = None
    adds_up: bool = False
    aim_value: float | None = None
    aim_day: date | None = None


FigureSource = Callable[[Access], Iterable[Figure]]
_SOURCES: dict[str, FigureSource] = {}


def figure_source(name: str) -> Callable[[FigureSource], FigureSource]:
    """Register a source under its own name. Raises `ValueError` for a name in use."""

    def register(source: FigureSource) -> FigureSource:
        if name in _SOURCES:
            raise ValueError(f"Two sources of figures are called {name}: give one another name.")
        _SOURCES[name] = source
        return source

    return register


def figure_sources() -> dict[str, FigureSource]:
    """All sources by name."""
    return dict(sorted(_SOURCES.items()))


def figures_known(access: Access) -> dict[str, Figure]:
    """Every figure this workspace has, by key; those without anything to count are left out by
    their sources.
    """
    found = [figure for source in figure_sources().values() for figure in source(access)]
    return {figure.key: figure for figure in found}
