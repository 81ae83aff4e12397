"""Revenue and renewals, in and out."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema


class ShareOut(Schema):
    """A share with its interval; without one a few large customers decide."""

    share: float
    low: float | None = None
    high: float | None = None
    n: int | None = None


class MonthOut(Schema):
    """Recurring revenue of a month in one currency. Edition 0: as the data say now."""

    month: date
    currency: str
    edition: int
    definition: int = Field(description="Version of the definition")
    starting: Decimal
    new: Decimal
    reactivation: Decimal
    expansion: Decimal
    contraction: Decimal
    lost: Decimal
    ending: Decimal
    customers_after: int
    nrr: ShareOut | None
    grr: ShareOut | None
    churn_year: ShareOut | None
    checksum: str
    published_at: datetime | None
    reason: str


class SignOut(Schema):
    """A few words, and whether they are bad, good or wait for something."""

    words: str
    tone: str | None


class RenewalOut(Schema):
    """One contract on one day of renewal."""

    id: int
    company_id: int | None
    person_id: int | None
    name: str
    plan: str
    period: str
    due_on: date
    value: Decimal = Field(description="A year")
    currency: str
    chance: float | None = Field(description="None: too few renewals of the past")
    low: float | None
    high: float | None
    n: int = Field(description="Renewals of the past in the group the chance was taken from")
    call: str = Field(description="commit, likely, risk, or nothing")
    next_step: str
    next_on: date | None
    cancelled_on: date | None
    outcome: str
    stayed: bool | None
    reason: str
    signs: list[SignOut]


class CallIn(Schema):
    """What a member expects."""

    call: str = Field(description="commit, likely, risk; empty takes it back")


class OutcomeIn(Schema):
    """How a renewal ended. Sent twice it is noted once."""

    outcome: str = Field(description="renewed, expanded, contracted, lost")
    reason: str = Field("", max_length=300, description="Needed for lost")
    competitor: str = Field("", max_length=120)
    competitor_price: Decimal | None = Field(None, ge=0)
    new_amount: Decimal | None = Field(None, ge=0, description="Needed for expanded, contracted")


class JudgedOut(Schema):
    """How good forecasts were; without a score fewer than ten are known."""

    who: str = Field(description="Empty: the model; members: all of them together")
    n: int
    score: float | None = Field(description="Brier: 0 is perfect")
    low: float | None
    high: float | None
    usual: float | None = Field(description="Of saying the share that came each time")
