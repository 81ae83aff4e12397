"""Use of the product."""

from datetime import date
from decimal import Decimal

from ninja import Field, Schema


class CompanyUseOut(Schema):
    """The last 28 days of a company. `ratio` is actions a week against the twelve weeks before."""

    company_id: int
    name: str
    active_days: int
    users: int
    actions: int
    before_actions: int
    features: int
    last_day: date | None
    change: str = Field(description="dropping, steady, rising, unknown")
    ratio: float | None
    low: float | None
    high: float | None
    seats: int | None
    unused_seats: int | None = Field(description="null where no use was ever seen")
    unused_value: Decimal | None = Field(description="money a year")
    currency: str
    renews_on: date | None
    trial: str
    trial_ends_on: date | None


class WeekOut(Schema):
    """One week from Monday."""

    week: date
    users: int
    actions: int
    active_days: int


class OneCompanyUseOut(Schema):
    """A company, its weeks, the oldest first."""

    reading: CompanyUseOut | None
    weeks: list[WeekOut]


class FeatureOut(Schema):
    """A feature in the last 28 days; the share is of companies that used anything."""

    name: str
    is_core: bool
    companies: int
    share: float | None
    low: float | None
    high: float | None
    people: int
    actions: int
    before_actions: int


class GivenUseIn(Schema):
    """A count of one company, day and perhaps feature. Sent again it replaces the earlier."""

    company_id: int = 0
    company_external_id: str = Field("", description="In place of `company_id`.")
    day: date
    active_users: int = Field(ge=0)
    actions: int = Field(ge=0)
    feature: str = Field("", max_length=120)


class GivenUsesIn(Schema):
    """At most 1000 counts."""

    rows: list[GivenUseIn] = Field(min_length=1, max_length=1000)


class GivenUsesOut(Schema):
    """How many were new, how many changed."""

    added: int
    changed: int
