"""Words about product use, and what queries hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Origin(TextChoices):
    """Where a count of use comes from."""

    EVENTS = "events", _("counted from events")
    GIVEN = "given", _("given as counts")


class KeyKind(TextChoices):
    """Where a write key lies."""

    SERVER = "server", pgettext_lazy("write key", "secret, on a server")
    BROWSER = "browser", pgettext_lazy("write key", "public, in a page or an app")


class UseChange(TextChoices):
    """How the last four weeks stand against the weeks before."""

    DROPPING = "dropping", pgettext_lazy("use", "dropping")
    STEADY = "steady", pgettext_lazy("use", "cannot tell a change")
    RISING = "rising", pgettext_lazy("use", "rising")
    UNKNOWN = "unknown", pgettext_lazy("use", "too little past")


class TrialState(TextChoices):
    """How a trial stands."""

    RUNNING = "running", pgettext_lazy("trial", "running")
    PAID = "paid", pgettext_lazy("trial", "pays now")
    ENDED = "ended", pgettext_lazy("trial", "ended unpaid")


@dataclass(frozen=True, slots=True)
class UseReading:
    """What a company used in the days up to `on`, as far as it was known then.

    `users` are different people; where only counts were given, the most on one day. `seats` is None
    where no contract says how many.
    """

    active_days: int
    users: int
    actions: int
    before_actions: int
    before_active_days: int
    seats: int | None
    features: int
    last_day: date | None
    first_day: date | None


@dataclass(frozen=True, slots=True)
class WeekOfUse:
    """One week (from Monday) of one company."""

    week: date
    users: int
    actions: int
    active_days: int


@dataclass(frozen=True, slots=True)
class UnfinishedSignup:
    """Somebody who signed up and did not get going."""

    person_id: int | None
    company_id: int | None
    signed_up_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message of a client library, understood. `name` is empty where it tells of no event."""

    message_id: str
    occurred_at: datetime
    user_id: str = ""
    visitor: str = ""
    name: str = ""
    properties: dict[str, Any] | None = None
    traits: dict[str, Any] | None = None
    group_id: str = ""
    group_traits: dict[str, Any] | None = None
    joins_group: bool = False
    previous_id: str = ""
    touchpoint_key: str = ""


@dataclass(slots=True)
class Arrived:
    """What became of some messages, after they were stored."""

    events: int = 0
    known: int = 0
    without_person: int = 0
    people: int = 0
    companies: int = 0


@dataclass(frozen=True, slots=True)
class GivenUse:
    """A count that somebody else made: one company, feature and day."""

    company_id: int
    day: date
    users: int
    actions: int
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Shelfware:
    """Seats that are paid for and not used; `money` a year."""

    seats: int
    used: int
    money: Decimal | None
    currency: str
