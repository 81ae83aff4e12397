"""Words about designing the organisation: six steps, from the customer's KPI to our own."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS = (1, 2, 3, 4, 5, 6)


class DesignState(TextChoices):
    """How far a version came."""

    DRAFT = "draft", pgettext_lazy("design", "being designed")
    LIVE = "live", pgettext_lazy("design", "measured")
    REPLACED = "replaced", pgettext_lazy("design", "replaced by a later version")


class Seen(TextChoices):
    """How the customer's KPI is known."""

    TOLD = "told", _("the customer tells us")
    DATA = "data", _("computed from data")
    PROXY = "proxy", _("a proxy from use, since we cannot see it")


class OwnSource(TextChoices):
    """Where the own KPI comes from each month."""

    ENTERED = "entered", _("entered each month")
    EVENTS = "events", _("how often an event happened in the month")
    CUSTOMERS = "customers", _("how many customers an event happened at in the month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Who confirmed a step, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the six: what was written, whether it is confirmed, and whether it may be."""

    number: int
    values: dict[str, str]
    confirmed: Confirmed | None
    is_open: bool  # the step above is confirmed
    missing: tuple[str, ...] = ()
    vague: str = ""  # a kind of rules.vague, where the own KPI is such a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One version with its steps."""

    id: int
    series: int
    version: int
    name: str
    segment: str
    state: DesignState
    steps: tuple[Step, ...]
    owner_id: int | None
    owner: str
    changed_at: datetime
    live_at: datetime | None

    @property
    def next_step(self) -> int | None:
        """The first that is not confirmed."""
        return next((step.number for step in self.steps if step.confirmed is None), None)

    def said(self, number: int, name: str) -> str:
        """What stands in a field."""
        return self.steps[number - 1].values.get(name, "")

    @property
    def own_kpi(self) -> str:
        """The name of our own KPI."""
        return self.said(5, "own_kpi")


@dataclass(frozen=True, slots=True)
class MonthValue:
    """The own KPI in one month; `corrected` tells how often another value stood there."""

    month: date
    value: float | None
    name: str = ""
    corrected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What data say to a step, each a sentence, and values to choose from."""

    says: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
