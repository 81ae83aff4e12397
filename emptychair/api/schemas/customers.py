"""Customers, in and out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema


class PersonOut(Schema):
    """A customer. Name and address are masked for tokens without `name:read`."""

    id: int
    external_id: str
    name: str
    email: str
    company_id: int | None
    company: str
    language: str
    segment: str
    region: str
    yearly_value: Decimal | None
    currency: str
    joined_on: date | None
    left_on: date | None
    last_event_at: datetime | None


class PersonIn(Schema):
    """Who it is, by your own id or by mail address, and what you know of them."""

    external_id: str = Field("", max_length=120, description="The id in your own system.")
    email: str = Field("", max_length=254)
    name: str = Field("", max_length=200)
    name_reading: str = Field("", max_length=200, description="In kana.")
    phone: str = Field("", max_length=40)
    title: str = Field("", max_length=120)
    language: str = Field("", max_length=8, description="Two letters: ja, en.")
    time_zone: str = Field("", max_length=60)
    region: str = Field("", max_length=80)
    segment: str = Field("", max_length=80)
    company_id: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    yearly_value: Decimal | None = None
    currency: str = Field("", max_length=3)
    attributes: dict[str, Any] = Field(default_factory=dict)


class CompanyOut(Schema):
    """A customer that is a company."""

    id: int
    external_id: str
    name: str
    region: str
    yearly_value: Decimal | None
    currency: str
    joined_on: date | None


class CompanyIn(Schema):
    """Which company, by your own id or by name, and what you know of it."""

    external_id: str = Field("", max_length=120)
    name: str = Field("", max_length=200)
    domain: str = Field("", max_length=120)
    language: str = Field("", max_length=8)
    region: str = Field("", max_length=80)
    joined_on: date | None = None
    yearly_value: Decimal | None = None
    currency: str = Field("", max_length=3)
    attributes: dict[str, Any] = Field(default_factory=dict)


class EventIn(Schema):
    """Something that a customer did, once for each `message_id`."""

    message_id: str = Field(max_length=160, description="Yours; the same one is stored once.")
    name: str = Field(max_length=120, description="For instance: order delivered.")
    occurred_at: datetime
    person_id: int | None = None
    company_id: int | None = None
    touchpoint_key: str = Field("", max_length=80)
    properties: dict[str, Any] = Field(default_factory=dict)


class EventsIn(Schema):
    """Up to 200 events; each is answered for itself."""

    events: list[EventIn] = Field(max_length=200)


class EventResultOut(Schema):
    """What became of one event: its id, or why it was not taken."""

    message_id: str
    id: int | None = None
    is_new: bool = False
    error: str = ""


class StoredOut(Schema):
    """What was stored; `is_new` is false when it was there already."""

    id: int
    is_new: bool


class TimelineOut(Schema):
    """One line of a customer's timeline, in words."""

    happened_at: datetime
    code: str
    text: str
    actor: str


class SegmentOut(Schema):
    """A group of customers and the rules that make it."""

    id: int
    name: str
    rules: dict[str, Any]


class SuppressionIn(Schema):
    """An address that must not be written to."""

    address: str = Field(max_length=254)
    reason: str = Field(description="unsubscribed, bounced, complained, asked or manual")
    source: str = Field("", max_length=120)


class OrderIn(Schema):
    """A purchase, once for each `external_id`."""

    external_id: str = Field(max_length=120, description="Yours; the same one is stored once.")
    person_id: int | None = None
    company_id: int | None = None
    ordered_at: datetime
    item: str = Field("", max_length=200)
    quantity: Decimal = Decimal(1)
    amount: Decimal | None = None
    currency: str = Field("", max_length=3)


class ContractIn(Schema):
    """A contract or subscription, once for each `external_id`; later ones change it."""

    external_id: str = Field(max_length=120)
    person_id: int | None = None
    company_id: int | None = None
    plan: str = Field("", max_length=120)
    amount: Decimal
    currency: str = Field(max_length=3)
    period: str = Field(description="month, year or once")
    seats: int | None = Field(None, ge=0)
    starts_on: date
    renews_on: date | None = None
    cancelled_on: date | None = None


class SegmentIn(Schema):
    """A group of customers by rules, as the page of segments makes them."""

    name: str = Field(max_length=120)
    rules: dict[str, Any]


class MergeIn(Schema):
    """Which other person is the same one; it becomes a part of the person in the address."""

    other_id: int


class WishIn(Schema):
    """Something a customer wishes for."""

    text: str = Field(min_length=1)


class SpecialDayIn(Schema):
    """A day that comes round every year."""

    kind: str = Field(description="birthday, anniversary or other")
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    year: int | None = None
    whose: str = Field("", max_length=80)
