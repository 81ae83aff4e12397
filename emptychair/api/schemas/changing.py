"""What may be changed of a record. What is not sent stays; null and "" empty a field."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ninja import Field, Schema

from emptychair.api.schemas.outcomes import ProxyRuleIn


class PersonChange(Schema):
    """Of a person."""

    external_id: str | None = Field(None, max_length=120)
    email: str | None = Field(None, max_length=254)
    name: str | None = Field(None, max_length=200)
    name_reading: str | None = Field(None, max_length=200, description="In kana.")
    phone: str | None = Field(None, max_length=40)
    title: str | None = Field(None, max_length=120)
    language: str | None = Field(None, max_length=8, description="Two letters: ja, en.")
    region: str | None = Field(None, max_length=80)
    segment: str | None = Field(None, max_length=80)
    note: str | None = Field(None, max_length=5000)
    yearly_value: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    joined_on: date | None = None
    left_on: date | None = None
    company_id: int | None = None
    owner_id: int | None = Field(None, description="A colleague, by the id of the user")


class CompanyChange(Schema):
    """Of a company."""

    external_id: str | None = Field(None, max_length=120)
    name: str | None = Field(None, max_length=200)
    name_reading: str | None = Field(None, max_length=200, description="In kana.")
    domain: str | None = Field(None, max_length=120)
    language: str | None = Field(None, max_length=8, description="Two letters: ja, en.")
    region: str | None = Field(None, max_length=80)
    note: str | None = Field(None, max_length=5000)
    yearly_value: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    joined_on: date | None = None
    left_on: date | None = None
    parent_id: int | None = Field(None, description="The company above it")
    owner_id: int | None = Field(None, description="A colleague, by the id of the user")


class CaseChange(Schema):
    """Of a case: who does it, until when it is put off, and whether it is open."""

    assignee_id: int | None = Field(None, description="A colleague, by the id of the user")
    team_id: int | None = None
    due_at: datetime | None = Field(None, description="To be answered by then; still to come")
    snoozed_until: datetime | None = Field(None, description="It comes back at that moment")
    state: Literal["open", "closed"] | None = None
    outcome: str = Field(
        "nothing",
        description="When it closes: solved, explained, compensated, unreached, left or nothing",
    )
    root_cause: str = Field("", max_length=200)


class KpiChange(Schema):
    """Of a customer's KPI. Another start or target is kept as new terms beside the old."""

    name: str | None = Field(None, max_length=160)
    unit: str | None = Field(None, max_length=40)
    direction: str | None = Field(None, description="up: more is better; down: less is better")
    start_value: float | None = None
    start_on: date | None = None
    target_value: float | None = None
    target_on: date | None = None
    source: str | None = Field(None, description="told, computed, proxy")
    proxy_measure: str | None = Field(None, description="stored, accesses, shared, devices, events")
    reasoning: str | None = Field(None, description="Of a proxy: why it tells of their success")
    proxy_rule: ProxyRuleIn | None = None
    event_name: str | None = Field(None, max_length=120, description="Counted by month")
    event_measure: str | None = Field(None, description="count, people, days")
    customer_owner_id: int | None = Field(None, description="A person of the customer")
    owner_id: int | None = None
    cadence_days: int | None = Field(None, ge=1, le=730)


class PlanChange(Schema):
    """Of a success plan. To pause it or to give it up takes the reason (`why`)."""

    title: str | None = Field(None, max_length=200)
    goal: str | None = Field(None, max_length=5000)
    kpi: str | None = Field(None, max_length=200)
    owner_id: int | None = Field(None, description="A colleague, by the id of the user")
    contact_id: int | None = Field(None, description="A person of the customer")
    language: Literal["", "en", "ja"] | None = Field(None, description="Of the customer's page")
    state: Literal["active", "paused", "done", "dropped"] | None = None
    why: str = Field("", max_length=500)


class PlanTaskChange(Schema):
    """Of a task of a plan."""

    title: str | None = Field(None, max_length=200)
    side: Literal["us", "customer", "third"] | None = None
    due_on: date | None = None
    owner_id: int | None = Field(None, description="Of ours: a colleague, by the id of the user")
    person_id: int | None = Field(None, description="Of theirs: a person of the customer")
    third_party: str | None = Field(None, max_length=120)
    milestone_id: int | None = Field(None, description="Of the same plan; null: of none")
    is_shown: bool | None = Field(None, description="Whether it stands on the customer's page")
    note: str | None = Field(None, max_length=300)
    state: Literal["open", "done", "dropped"] | None = None


class MilestoneChange(Schema):
    """Of a milestone; reached by its tasks it opens again with a task that is open again, reached
    by hand it stays so until `reached` is false.
    """

    title: str | None = Field(None, max_length=200)
    due_on: date | None = None
    reached: bool | None = None
    open_tasks: Literal["open", "done", "dropped"] = "open"
