"""Regular reports, out."""

from datetime import date, datetime

from ninja import Field, Schema


class DigestOut(Schema):
    """A report that is made again and again."""

    id: int
    name: str
    audience: str = Field(description="board, team, touchpoint")
    cadence: str = Field(description="week, month, quarter, fiscal_quarter, fiscal_year")
    forms: list[str] = Field(description="pdf, xlsx, pptx")
    language: str
    paused: bool
    next_at: datetime | None = Field(None, description="Empty while it rests")


class IssueOut(Schema):
    """What was made of one period."""

    id: int
    period: str = Field(description="2026-10, 2026-W47, 2026-Q4, fy2026-Q3")
    first: date
    end: date = Field(description="The day after the last")
    title: str
    summary: list[str]
    failed_parts: list[str]
    made_at: datetime
    sent_at: datetime | None
    files: list[str] = Field(description="Kinds that can be downloaded")


class MakeIn(Schema):
    """Which period; empty: the newest that is over."""

    period: str = ""
