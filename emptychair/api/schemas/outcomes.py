"""Customers' own KPIs, in and out."""

from datetime import date, datetime

from ninja import Field, Schema


class ProxyRuleIn(Schema):
    """How a proxy is counted each night from what the customer does."""

    what: str = Field("use", description="use, seats, event")
    name: str = Field("", max_length=120, description="Feature or event; empty: all use")
    aggregate: str = Field(
        "people",
        description=(
            "Of use: people, actions, days, each, features. Of seats: share, bought. Of an event: "
            "count, people, days, last, sum, mean, distinct"
        ),
    )
    prop: str = Field("", max_length=120, description="Property, for last, sum, mean, distinct")
    days: int = Field(28, ge=1, le=90, description="Over the days that end on each day")


class KpiIn(Schema):
    """A number by which one customer sees whether we help."""

    company_id: int | None = Field(None, description="Whose it is: this or `person_id`")
    person_id: int | None = None
    external_id: str = Field("", max_length=120, description="Sent twice it is agreed on once")
    name: str = Field(max_length=160)
    unit: str = Field("", max_length=40)
    direction: str = Field("up", description="up: more is better; down: less is better")
    start_value: float | None = None
    start_on: date | None = None
    target_value: float | None = None
    target_on: date | None = None
    source: str = Field("told", description="told, computed, proxy")
    proxy_measure: str = Field("", description="stored, accesses, shared, devices, events")
    reasoning: str = Field("", description="Of a proxy: why it tells of their success")
    proxy_rule: ProxyRuleIn | None = Field(
        None, description="Of a proxy: counted each night; null leaves it as it is"
    )
    event_name: str = Field("", max_length=120, description="Counted by month")
    event_measure: str = Field("count", description="count, people, days")
    customer_owner_id: int | None = Field(None, description="A person of the customer")
    owner_id: int | None = None
    cadence_days: int = Field(30, ge=1, le=730)


class KpiOut(Schema):
    """A KPI with where it stands. `progress` is null where it is not known."""

    id: int
    external_id: str
    company_id: int | None
    person_id: int | None
    customer: str
    name: str
    unit: str
    direction: str
    source: str
    is_proxy: bool
    reasoning: str
    proxy_rule: ProxyRuleIn | None
    start_value: float | None
    start_on: date | None
    target_value: float | None
    target_on: date | None
    current_value: float | None
    current_on: date | None
    progress: float | None
    standing: str = Field(description="unknown, no_target, reached, on_track, lagging")
    checked_on: date | None
    due_on: date | None
    confirmed_on: date | None
    is_confirmed: bool = Field(description="Whether the customer confirmed the current value")


class ReadingIn(Schema):
    """A value of one day. The same `external_id` with another value corrects it."""

    value: float
    day: date
    note: str = Field("", max_length=500)
    external_id: str = Field("", max_length=160)
    source: str = Field("", description="Empty: that of the KPI")


class ReadingOut(Schema):
    """A reading that stands."""

    id: int
    value: float
    day: date
    source: str
    note: str
    external_id: str
    recorded_at: datetime


class RecordedOut(Schema):
    """What came of several readings."""

    added: int
    corrected: int
    same: int


class OutcomeOut(Schema):
    """How far a customer is towards what they want, by what was known on a day."""

    progress: float | None = Field(description="0 to 1; null: not known")
    n: int = Field(description="Over how many KPIs")
    is_proxy: bool
    standing: str
    confirmed_on: date | None
    checked_on: date | None


class JobOut(Schema):
    """A job with how many customers hired us for it."""

    code: str
    department: str
    label: str
    customers: int


class JobsOut(Schema):
    """Below thirty customers no order is meant."""

    customers: int
    is_ranked: bool
    rows: list[JobOut]
