"""Touch and fit, out."""

from datetime import date, datetime

from ninja import Field, Schema


class MoneyOut(Schema):
    """A sum a year in the currency of the workspace; no limits where nothing was logged."""

    value: float
    low: float | None
    high: float | None


class GroupOut(Schema):
    """A product and segment: what one customer brings, takes and carries a year."""

    id: int
    kind: str = Field(description="company or person")
    product: str
    segment: str
    customers: int
    price: float | None = Field(description="Mean of those whose price is known")
    margin: float | None = Field(description="A share of the price, 0 to 1")
    hours: float | None = Field(description="Taken a year and customer, by the time logged")
    hours_low: float | None
    hours_high: float | None
    carries: float | None = Field(description="Hours a year one can carry at the margin")
    decider: str = Field(description="desk, committee, household, or empty")
    tier: str = Field(description="high, low, tech, or empty")
    suggested: str = Field(description="high, low, tech, none (not even tech is paid), or empty")


class ProposalOut(Schema):
    """A move that the numbers call for."""

    group_id: int
    was: str
    to: str
    stake: MoneyOut = Field(description="Freed a year; below nothing: what it costs")
    pays_from: float | None = Field(
        description="Share of customers that must stay a year longer for the move to pay"
    )


class TouchOut(Schema):
    """All groups and the moves proposed."""

    counted_at: datetime | None
    groups: list[GroupOut]
    proposals: list[ProposalOut]


class CustomerTouchOut(Schema):
    """How one customer is looked after."""

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
    left: float | None = Field(description="Of the margin, a year")
    owner: str


class LoadOut(Schema):
    """One colleague's hours in the weeks to come."""

    user_id: int | None = Field(description="Empty: customers that nobody looks after")
    name: str
    customers: int
    by_tier: dict[str, int]
    needed: float
    there: float | None = Field(description="Empty while nobody entered them")
    over: float


class FitPartOut(Schema):
    """A share tested against a line."""

    code: str = Field(description="must_have, repeat, recommend")
    share: float | None
    low: float | None
    high: float | None
    n: int
    line: float | None


class FitOut(Schema):
    """Where the product stands with a group, and the advice."""

    segment: str = Field(description="Empty: everybody")
    stage: str = Field(description="before, unknown (not shown yet), after")
    parts: list[FitPartOut]
    needed: int | None = Field(description="More answers that would tell, if they are like these")
    may_scale: bool
    words: str
    overruled_by: str
    overruled_on: date | None
    overruled_because: str
