"""Words about revenue that comes again, and about renewals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.customers.types import HowLeft


class MovementKind(TextChoices):
    """Why the revenue of a customer is another than a month ago."""

    NEW = "new", pgettext_lazy("revenue", "new")
    REACTIVATION = "reactivation", pgettext_lazy("revenue", "came back")
    EXPANSION = "expansion", pgettext_lazy("revenue", "expansion")
    CONTRACTION = "contraction", pgettext_lazy("revenue", "contraction")
    LOST = "lost", pgettext_lazy("revenue", "lost")


class BusinessKind(TextChoices):
    """How customers pay. A company may live on several."""

    SUBSCRIPTION = "subscription", _("contracts that renew")
    REPEAT = "repeat", _("orders, again and again")
    PROJECT = "project", _("projects, one after another")


class LeavesAt(TextChoices):
    """When a cancelled contract stops to count."""

    CANCELLED = "cancelled", _("on the day written as its cancellation")
    TERM_END = "term_end", _("at the end of the term that was paid for")


class Call(TextChoices):
    """What a member expects of a renewal."""

    COMMIT = "commit", pgettext_lazy("forecast", "sure")
    LIKELY = "likely", pgettext_lazy("forecast", "likely")
    RISK = "risk", pgettext_lazy("forecast", "at risk")


class RenewalOutcome(TextChoices):
    """How a renewal ended."""

    RENEWED = "renewed", pgettext_lazy("outcome", "renewed")
    EXPANDED = "expanded", pgettext_lazy("outcome", "renewed for more")
    CONTRACTED = "contracted", pgettext_lazy("outcome", "renewed for less")
    LOST = "lost", pgettext_lazy("outcome", "lost")


STAYED = frozenset((RenewalOutcome.RENEWED, RenewalOutcome.EXPANDED, RenewalOutcome.CONTRACTED))


class ReadingKind(TextChoices):
    """Of what a buyer's reading tells."""

    REPEAT = "repeat", _("orders")
    PROJECT = "project", pgettext_lazy("revenue", "projects")


class ReportKind(TextChoices):
    """Stored results that are too heavy to count while a page waits."""

    COHORTS = "cohorts", _("cohorts")
    REPEAT = "repeat", _("repeat purchase")
    PROJECTS = "projects", pgettext_lazy("revenue", "projects")
    BACKTEST = "backtest", _("forecast tried on the past")
    ACCURACY = "accuracy", _("How good the forecast was")


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of what a customer pays a month, as known on a day."""

    changed_on: date
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Revenue:
    """What a company pays as of a day: by the data that were true then.

    `mrr` is in `currency`; a company that pays in several without given rates has that of its
    largest. `renews_on` is the next day on which something renews, `cancelled_on` the last
    cancellation that was known, `changes` those of the twelve months before.
    """

    mrr: Decimal
    currency: str
    seats: int | None
    plan: str
    since: date
    renews_on: date | None
    payment_failed_on: date | None
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A customer who left: what "left" means is said in `customers`, once for everybody.

    `amount` is what they paid a year, in `currency`; `kind` is how they paid.
    """

    company_id: int | None
    person_id: int | None
    left_on: date
    amount: Decimal
    currency: str
    kind: BusinessKind
    how: HowLeft = HowLeft.CONTRACT
