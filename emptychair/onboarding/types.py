"""Words about the first value, and what queries hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COMPANY, PERSON = "company", "person"
Unit: TypeAlias = tuple[str, int]


class Kind(TextChoices):
    """Whose first value it is."""

    COMPANY = COMPANY, _("companies")
    PERSON = PERSON, _("people who buy for themselves")


class Begins(TextChoices):
    """From when the days count."""

    JOINED = "joined", _("the day they became a customer")
    CONTRACT = "contract", _("the first day of their first contract, a trial included")
    ORDER = "order", _("their first purchase")
    EVENT = "event", _("an event, such as signed_up")


class What(TextChoices):
    """On what a rule looks."""

    EVENT = "event", _("an event")
    ORDER = "order", _("purchases")
    USE = "use", _("days with use")
    KPI = "kpi", _("the customer’s own KPI")


class Blocker(TextChoices):
    """Whose turn it is."""

    US = "us", pgettext_lazy("blocker", "us")
    CUSTOMER = "customer", pgettext_lazy("blocker", "the customer")
    THIRD = "third", pgettext_lazy("blocker", "a third party")
    UNKNOWN = "", pgettext_lazy("blocker", "nobody named")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When something has been done: `count` times, by so many people, in a run of so many days.

    `name` is an event or a feature; `where` are conditions on properties of the event: property, a
    sign (=, !=, >=, <=) and a value. Of a KPI `way` is the share of the way to its target; with a
    `move` (by, percent) it counts instead that it is better than at the start by so much.
    """

    what: str = What.EVENT
    name: str = ""
    count: int = 1
    within_days: int = 0
    people: int = 1
    where: tuple[tuple[str, str, str], ...] = ()
    way: float = 1.0
    move: str = ""
    by: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way."""

    words: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the first value is, for whom, from when on, by when it is wished for."""

    words: str
    rule: Rule
    begins: str = Begins.JOINED
    begin_event: str = ""
    steps: tuple[Step, ...] = ()
    target_days: int = 30


@dataclass(frozen=True, slots=True)
class Begun:
    """One customer at the start, and what is known of them."""

    unit: int  # a company, or minus a person
    began: int  # days since 1970
    ended: int | None
    value: float | None
    segment: str
    plan: str
    channel: str
    region: str


@dataclass(frozen=True, slots=True)
class Way:
    """How far one customer is: days from the start, None where not yet."""

    begun: Begun
    steps: tuple[int | None, ...]
    there: int | None
    seen: int  # days they have been watched


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstValueOf:
    """One customer, as other domains may ask."""

    kind: str
    id: int
    version: int
    words: str
    signed_up_on: date
    reached_on: date | None
    days: int
    step: str
    step_number: int
    steps: int
    waited_here: int
    slow: int
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stalled:
    """One customer who is stuck, ready to be shown."""

    id: int
    kind: str
    customer_id: int
    name: str
    owner: str
    signed_up_on: date
    waited: int
    step: str
    step_number: int
    steps: int
    waited_here: int
    usual: float | None
    slow: int
    blocker: str
    waiting_since: datetime | None
    plan_ids: tuple[int, ...]
    value: float | None
    case_number: int | None
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of one definition."""

    id: int
    definition_id: int
    kind: str
    segment: str
    number: int
    terms: Terms
    made_on: date
    made_by: str
    reason: str
    is_current: bool
