"""Alerts, in and out."""

from datetime import date, datetime

from ninja import Field, Schema


class AlertOut(Schema):
    """A change beyond noise. Figures are in the unit of the kind: points, percent or a count."""

    id: int
    kind: str = Field(description="score, share, counts, rate, coverage, tag")
    place_kind: str = Field(description="company, touchpoint, segment, survey, tag")
    place: str
    touchpoint_id: int | None
    metric: str
    title: str
    sentence: str
    since: date = Field(description="The likeliest day of the change")
    first_seen: date
    is_good: bool
    before: float
    after: float
    estimate: float = Field(description="after less before")
    low: float
    high: float
    n_before: int
    n_after: int
    state: str = Field(description="open, seen, acted, dismissed")
    reason: str
    owner_id: int | None
    response_ids: list[int] = Field(description="Answers attached")
    initiative_number: int | None
    decided_at: datetime | None


class AlertStateIn(Schema):
    """What became of it."""

    state: str = Field(description="open, seen, acted, dismissed")
    reason: str = Field("", max_length=300, description="Needed to dismiss")
