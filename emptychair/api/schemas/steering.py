"""The scorecard and figures from outside, in and out."""

from datetime import date, datetime

from ninja import Field, Schema


class FigureIn(Schema):
    """What a figure from outside is. Sent twice it is defined once."""

    name: str = Field(max_length=120)
    unit: str = Field(description="points, percent, number, mean, money, hours")
    group: str = Field(description="brand, funnel, customer")
    horizon: str = Field(description="short, middle, long")
    better: str = Field("higher", description="higher or lower")
    combining: str = Field("mean", description="How months make a longer run: sum, mean, last")
    definition: str = Field("", description="What counts, what does not")
    source: str = Field("", max_length=200)
    owner_id: int | None = None
    team_id: int | None = None
    beside: str = Field(
        "",
        description="nps, csat, ces and so on: a level that others published of it, with the unit "
        "of that score and a source; it stands beside our score and is no row of the scorecard",
    )


class FigureOut(FigureIn):
    """The same as it stands."""

    key: str
    version: int = Field(description="Of the definition")


class ValueIn(Schema):
    """The value of one month or day. Sent twice it is stored once; another one corrects it."""

    value: float
    n: int | None = Field(None, ge=0, description="From how many it was counted")
    standard_error: float | None = Field(None, ge=0)
    source: str = Field("", max_length=200, description="Empty: that of the figure")


class ValueOut(ValueIn):
    """The same as it stands."""

    period: str = Field(description="2026-10, or 2026-10-03")
    entered_by: str
    changed_at: datetime


class ReadingOut(Schema):
    """A figure over some months. Without low and high no uncertainty is known."""

    first: date
    end: date = Field(description="The day after the last")
    value: float | None
    low: float | None
    high: float | None
    n: int | None


class ChangeOut(Schema):
    """The later less the earlier."""

    estimate: float
    low: float
    high: float
    p_value: float


class AimOut(Schema):
    """A target."""

    value: float = Field(description="Of a month, where months are added up")
    months: int = Field(description="Of how many months `now` is the sum; else 1")
    by_day: date
    is_reached: bool | None = Field(description="null: cannot be told")


class LineOut(Schema):
    """One row of the scorecard."""

    key: str
    name: str
    group: str
    horizon: str
    unit: str
    better: str
    definition: str
    version: int
    source: str
    now: ReadingOut
    before: ReadingOut
    change: ChangeOut | None
    verdict: str = Field(description="better, worse, cannot_tell")
    why: str = Field(description="Why it cannot be told")
    aim: AimOut | None
    owner_id: int | None
    team_id: int | None
    read_at: datetime | None = Field(
        default=None, description="Of many customers: when it was read; else it is of this moment"
    )


class SideOut(Schema):
    """One of the two numbers of a warning."""

    key: str
    label: str
    before: float | None
    after: float | None
    change: float
    low: float
    high: float
    team_id: int | None
    owner_id: int | None


class WarningOut(Schema):
    """A short-term number rose while a customer number fell."""

    id: int
    first: date
    end: date
    state: str
    quick: SideOut
    customer: SideOut
    raised_at: datetime
    reason: str
