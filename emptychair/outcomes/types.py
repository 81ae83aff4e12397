"""Words about outcomes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


class Source(TextChoices):
    """Where a number comes from."""

    TOLD = "told", _("told by the customer")
    COMPUTED = "computed", _("computed from data")
    PROXY = "proxy", _("proxy from use")


class ProxyMeasure(TextChoices):
    """What is watched where the customer's own number cannot be seen."""

    STORED = "stored", _("stored volume")
    ACCESSES = "accesses", _("reads and writes")
    SHARED = "shared", _("users it is shared with")
    DEVICES = "devices", _("devices")
    EVENTS = "events", _("how often something is done")


class EventMeasure(TextChoices):
    """What of the events of a month is counted."""

    COUNT = "count", _("how many there were")
    PEOPLE = "people", _("how many people did it")
    DAYS = "days", _("on how many days it happened")


class InterviewState(TextChoices):
    """Whether a conversation is written down."""

    DRAFT = "draft", _("draft")
    DONE = "done", pgettext_lazy("interview", "done")


class ConfirmationState(TextChoices):
    """What became of a question to the customer."""

    OPEN = "open", _("waiting for the customer")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected by the customer")
    REVOKED = "revoked", _("withdrawn")


class Decided(TextChoices):
    """What we did with a correction."""

    TAKEN = "taken", _("taken over")
    KEPT = "kept", _("our number kept")


class Standing(TextChoices):
    """How a KPI stands; the sentence is made from it when it is read."""

    UNKNOWN = "unknown", _("no reading yet")
    NO_TARGET = "no_target", _("no target agreed")
    REACHED = "reached", _("target reached")
    ON_TRACK = "on_track", _("on track")
    LAGGING = "lagging", _("behind")


class Move(TextChoices):
    """What a rule about a KPI waits for."""

    REACHED = "reached", pgettext_lazy("kpi", "it reaches its target")
    BY = "by", pgettext_lazy("kpi", "it moves for the better by so much since the start")
    PERCENT = "percent", pgettext_lazy("kpi", "it moves for the better by so many percent")


class Moved(TextChoices):
    """What may be said about the latest move of a series."""

    FEW = "few"  # fewer than eight readings: values only
    BETTER = "better"
    WORSE = "worse"
    NOISE = "noise"
    STILL = "still"  # it never moved before, so nothing is known of its noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Start and target as they were agreed."""

    direction: str = "up"
    start_value: float | None = None
    start_on: date | None = None
    target_value: float | None = None
    target_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReading:
    """How far one customer is towards what they want, by what was known on a day.

    `progress` is the mean over `n` KPIs with a start, a target and a reading; None where there is
    none: unknown is not good. Proxies count only where nothing better is known, then `is_proxy`.
    `words` is a code of `Standing`; `words.standing_words` makes a sentence of it.
    """

    progress: float | None = None
    confirmed_on: date | None = None
    checked_on: date | None = None
    is_proxy: bool = False
    n: int = 0
    words: str = Standing.UNKNOWN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReading:
    """A value as it is handed in."""

    value: float
    day: date
    note: str = ""
    external_id: str = ""
    source: str = ""  # empty: that of the KPI
    told_by_id: int | None = None
