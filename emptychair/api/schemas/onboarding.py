"""The first value over the API."""

from datetime import date
from typing import Any

from ninja import Field, Schema


class FirstValueOut(Schema):
    """One definition with its last reading; shares from 0 to 1, days whole."""

    version: int
    kind: str
    segment: str
    words: str
    rule: str
    target_days: int
    as_of: date | None = None
    customers: int = 0
    there: int = 0
    stalled: int = 0
    median_days: float | None = None
    median_low: float | None = None
    median_high: float | None = None
    by_day: list[dict[str, Any]] = Field(default_factory=list)


class OnTheWayOut(Schema):
    """One customer."""

    kind: str
    id: int
    words: str
    signed_up_on: date
    reached_on: date | None
    days: int
    step: str
    step_number: int
    steps: int
    days_at_step: int
    past_percentile: int
    as_of: date


class StuckOut(Schema):
    """One who is stuck."""

    kind: str
    id: int
    name: str
    signed_up_on: date
    days: int
    step: str
    step_number: int
    steps: int
    days_at_step: int
    usual_days: float | None
    past_percentile: int
    waiting_for: str
    value_a_year: float | None
    as_of: date
