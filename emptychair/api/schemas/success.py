"""Health, risk, back-tests and lost customers, out."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class SignOut(Schema):
    """A sign by its code, in words, with the numbers behind it."""

    code: str
    words: str
    numbers: dict[str, float]


class RiskOut(Schema):
    """One customer. Halves and risks are null where unknown, which is never good."""

    company_id: int | None
    person_id: int | None
    name: str
    owner: str
    outcome: float | None
    outcome_confidence: float
    experience: float | None
    experience_confidence: float
    quadrant: str
    risk_30: float | None
    risk_60: float | None
    risk_90: float | None
    value: float | None
    at_stake: float | None
    renews_in_days: int | None
    signs: list[SignOut]
    chances: list[SignOut]
    reasons: list[str]
    as_of: date


class RiskListOut(Schema):
    """Customers at risk. `basis`: model, rules (hit rates of signs) or none (signs alone)."""

    as_of: date | None
    basis: str
    customers_in_all: int
    expected_to_leave: float | None
    customers: list[RiskOut]


class InputOut(Schema):
    """One input of a half: 0 to 100 or unknown, what it adds, and how that moved in 28 days."""

    key: str
    half: str
    words: str
    weight: float
    value: float | None
    value_before: float | None
    contribution: float
    moved: float


class HealthOut(RiskOut):
    """One customer with every input, and both halves over the months."""

    inputs: list[InputOut]
    history: list[list[Any]]


class ModelOut(Schema):
    """A version of a model, and how it did on later days."""

    version: int
    kind: str
    state: str
    live_at: datetime | None
    judged: dict[str, Any]


class BackTestOut(Schema):
    """The last back-test: days, rankings, signs; or why nothing could be judged."""

    run_at: datetime | None
    horizon: int
    facts: dict[str, Any]
    rankings: list[dict[str, Any]]
    signs: list[dict[str, Any]]
    refusal: str
    refusal_words: str
    live: ModelOut | None


class LostOut(Schema):
    """One lost customer: the warnings there were, what was done, what was learned."""

    id: int
    company_id: int | None
    person_id: int | None
    name: str
    left_on: date
    how: str
    value: float | None
    warned_on: date | None
    acted_on: date | None
    warnings: list[dict[str, Any]]
    acts: list[dict[str, Any]]
    lesson: str
