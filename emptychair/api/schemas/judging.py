"""Whether an initiative helped, in and out."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema


class CheckOut(Schema):
    """An assumption that was looked at."""

    name: str
    passed: bool
    words: str
    numbers: dict[str, float]


class VerdictOut(Schema):
    """What somebody decided, beside what the numbers said then."""

    verdict: str
    decision: str
    note: str
    by: str
    decided_at: datetime
    estimate: float | None
    low: float | None
    high: float | None
    n: int


class DesignIn(Schema):
    """How one will know. After the start a change needs a reason."""

    design: str = Field(description="holdout, differences, series, synthetic")
    starts_on: date = Field(description="The first day on which customers get the change")
    ends_on: date = Field(description="The day of the verdict")
    segment: str = ""
    draw_by: str = Field("person", description="person or company; for a hold-out")
    held_out_share: float = Field(0.5, ge=0.05, le=0.95)
    picked_low: bool = Field(default=False, description="It goes to those who scored low")
    worth: float = Field(5, gt=0, description="The smallest effect worth the work")
    hour_costs: Decimal | None = None
    other_costs: Decimal | None = None
    mix: str = Field(
        "",
        description="before: each kind of customer counts with its share before the start; "
        "answered: as they came; empty: as it stands, for a new design before",
    )
    companies: list[str] = Field([], description="For differences: ids, each perhaps with a day")
    reason: str = ""


class EstimateOut(Schema):
    """An estimate with its 95% interval, in the unit of the metric."""

    estimate: float
    low: float
    high: float
    p_value: float


class MixMoveOut(Schema):
    """How who answered moved: the group whose share moved most, and what all of it alone moves."""

    by: str = Field(description="segment, survey, touchpoint, channel, language")
    group: str
    before: float = Field(description="Its share of the answers before the start, 0 to 1")
    after: float
    points: float
    low: float
    high: float
    p_value: float
    unheard: bool = Field(description="Groups answer that nobody had heard before")
    moved: bool = Field(description="Beyond noise")
    words: str


class MixOut(Schema):
    """The effect as answered, and as if each kind had answered with its share of before."""

    used: str = Field(description="Which one the verdict stands on: before or answered")
    as_answered: EstimateOut
    as_before: EstimateOut | None = Field(description="None where too few answered of each kind")
    held: list[str]
    moves: list[MixMoveOut]


class EffectOut(Schema):
    """The design, and what the answers say now. `state` is waiting, refused or read."""

    design: str
    metric: str
    starts_on: date
    ends_on: date
    held_out_share: float
    worth: float
    smallest: float | None
    state: str
    refused: str
    estimate: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n: int
    method: str
    checks: list[CheckOut]
    proposed: str
    mix: MixOut | None
    verdicts: list[VerdictOut]


class CostOut(Schema):
    """What went into it; money where somebody said what an hour costs."""

    minutes: int
    money: Decimal | None
    currency: str


class EffectRowOut(Schema):
    """One of all effects. The estimate is that of the verdict: none before somebody decided."""

    number: int = Field(description="Of the initiative")
    title: str
    metric: str
    design: str
    starts_on: date
    ends_on: date
    smallest: float | None = Field(description="The smallest effect it would likely show")
    worth: float
    standing: str = Field(description="helped, not, unknown, due, running")
    estimate: float | None
    low: float | None
    high: float | None
    decision: str
    note: str
    decided_by: str
    decided_at: datetime | None
    cost: CostOut | None


class VerdictIn(Schema):
    """A note is needed where the verdict is not the proposed one."""

    verdict: str = Field(description="helped, not, unknown")
    decision: str = Field(description="keep, adjust, withdraw")
    note: str = ""


class HeldOutOut(Schema):
    """Ask before anybody gets the change."""

    held_out: bool
