"""Words about touch."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.stats import Ratio

ENOUGH = 30  # customers; fewer are shown, and what they took is said to be of few


class Tier(TextChoices):
    """How a customer is looked after, the most first."""

    HIGH = "high", pgettext_lazy("touch", "high touch")
    LOW = "low", pgettext_lazy("touch", "low touch")
    TECH = "tech", pgettext_lazy("touch", "tech touch")


class Decider(TextChoices):
    """Who decides at the customer."""

    DESK = "desk", _("a person at a desk")
    COMMITTEE = "committee", _("a committee")
    HOUSEHOLD = "household", _("the household")


class CustomerKind(TextChoices):
    """Whose page it is."""

    COMPANY = "company", pgettext_lazy("customer", "company")
    PERSON = "person", _("person")


class Answer(TextChoices):
    """What was said to a proposal."""

    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    UNDONE = "undone", pgettext_lazy("proposal", "taken back")


@dataclass(frozen=True, slots=True, order=True)
class GroupKey:
    """A product and a segment of one kind of customers; either word may be empty."""

    kind: str
    product: str
    segment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the company says of its work. None: nobody has said it yet.

    `service_share` is how much of the margin may go into looking after customers, 1 the break-even
    itself. `hours` a customer of each tier is meant to get a year.
    """

    hourly_cost: float | None = None
    contact_cost: float = 0.0
    service_share: float = 1.0
    hours: dict[str, float] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether tiers can be worked out."""
        return self.hourly_cost is not None and self.hours is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Customers of one product and segment, and what they bring and take a year.

    Money is in the workspace's currency. `price` is the mean of those whose price is known
    (`priced`); `hours` what one took a year by the time logged, None while nothing is logged;
    `carries` the hours a year one can carry at the margin.
    """

    id: int
    key: GroupKey
    customers: int
    priced: int
    price: float | None
    margin: float | None  # a share
    hours: Ratio | None
    contacts: float  # a year and customer
    estimated: float  # share of the hours that is not logged, but estimated
    decider: str
    decider_is_entered: bool
    tier: str
    carries: float | None
    suggested: str
    loss: "Money | None"

    @property
    def has_prices(self) -> bool:
        """Whether the price of half of them is known: one sale says nothing of forty others."""
        return bool(self.priced) and 2 * self.priced >= self.customers

    @property
    def margin_money(self) -> float | None:
        """What one brings a year before it is looked after."""
        if self.price is None or self.margin is None:
            return None
        return self.price * self.margin


@dataclass(frozen=True, slots=True)
class Money:
    """A sum a year with its interval; without limits nothing was logged to know them from."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of nothing."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Move a group to another tier. `stake` is what is freed a year, below nothing what it costs.

    `pays_from` is, for a move up, the share of customers that must stay longer by a year for the
    move to pay.
    """

    group: Group
    to: str
    stake: Money
    pays_from: float | None

    @property
    def is_up(self) -> bool:
        """Whether more is to be given."""
        order = [tier.value for tier in Tier]
        before = self.group.tier or Tier.TECH.value
        return order.index(self.to) < order.index(before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was said to a proposal, as it stood then."""

    id: int
    key: GroupKey
    was: str
    to: str
    answer: Answer
    reason: str
    stake: Money
    name: str
    made_at: datetime
    may_be_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One customer with its tier and what is left of the margin."""

    id: int
    kind: str
    customer_id: int
    name: str
    product: str
    segment: str
    tier: str
    is_overridden: bool
    override_name: str
    override_reason: str
    price: float | None
    hours: float
    cost: float | None
    left: float | None  # of the margin
    owner_id: int | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One colleague's hours in the weeks to come. `there` is None while nobody entered them."""

    user_id: int | None  # None: customers that nobody looks after
    name: str
    customers: int
    by_tier: dict[str, int]
    needed: float
    for_cases: float
    there: float | None
    days_off: int = 0
    weekly: float | None = None

    @property
    def over(self) -> float:
        """Hours that are missing, nothing where there is room."""
        return max(0.0, self.needed - self.there) if self.there is not None else 0.0

    @property
    def room(self) -> float:
        """Hours that are free."""
        return max(0.0, self.there - self.needed) if self.there is not None else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What would help somebody who is over-full: this customer to that colleague."""

    row: CustomerRow
    hours: float
    to_id: int | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Days somebody is away."""

    id: int
    user_id: int
    name: str
    first: date
    last: date
    note: str
