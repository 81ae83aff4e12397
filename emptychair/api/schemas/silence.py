"""Silence and quiet loss, in and out."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class SilenceOut(Schema):
    """One customer against their own rhythm, as of the last reading."""

    kind: str = Field(description="company or person")
    id: int
    name: str
    as_of: date
    last_seen: date
    gap: int = Field(description="Days since the last sign of life")
    expected: float | None = Field(description="Days to the next sign by their own rhythm")
    longest_usual: float | None = Field(description="The 95th percentile of their gaps, in days")
    percentile: float | None = Field(description="Share of their gaps that are shorter, 0 to 1")
    basis: str = Field(description="own, others (fewer than two gaps), nothing")
    is_silent: bool
    false_share: float | None = Field(description="Chance that it is one of their longer gaps")
    p_alive: float | None = Field(description="Chance to buy again, by Pareto/NBD")
    value: float | None = Field(description="A year, in the currency of the workspace")
    last_touchpoint: str
    last_message: str
    paused_until: date | None
    snoozed_until: date | None
    contacted_at: datetime | None
    words: str


class SilentOut(Schema):
    """The silent, and what the list rests on."""

    as_of: date | None = Field(description="Empty before the first reading")
    watched: int
    silent: int
    false_share: float = Field(description="Expected share of false flags among all silent")
    customers: list[SilenceOut]


class PauseIn(Schema):
    """Why they are away, and until when."""

    until: date
    reason: str = Field(max_length=300)


class LossOut(Schema):
    """A period against the one before, in sentences and numbers."""

    verdict: str
    sentences: list[str]
    facts: dict[str, Any] = Field(description="The numbers behind the sentences, with n")
