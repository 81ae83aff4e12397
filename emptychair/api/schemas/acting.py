"""Today, cases, initiatives and effort, in and out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ninja import Field, Schema

from emptychair.api.pages import MOST, PageQuery


class AgendaItemOut(Schema):
    """One row of Today: who, why, what next."""

    key: str
    kind: str
    tone: str
    title: str
    why: str
    quote: str
    subject: tuple[str, int]
    actions: tuple[str, ...]
    person_id: int | None
    value: float
    due_at: datetime | None


class TodayQuery(PageQuery):
    """Which part of Today."""

    limit: int = Field(100, ge=1, le=MOST, description="How many rows of each list.")


class TodayCounts(Schema):
    """How many rows each list has, beside those that are told."""

    contact: int
    fix: int
    decide: int


class TodayOut(Schema):
    """Whom to contact, what to fix, what to decide, each in the order to work through."""

    contact: list[AgendaItemOut]
    fix: list[AgendaItemOut]
    decide: list[AgendaItemOut]
    rows: TodayCounts
    next: str | None = Field(
        default=None, description="The cursor of what follows; null where no list goes on."
    )


class CaseOut(Schema):
    """A case. Name and words are masked for tokens without `name:read`."""

    number: int
    title: str
    customer: str
    person_id: int | None
    kind: str
    state: str
    urgency: str
    metric: str
    score: int | None
    comment: str
    touchpoint: str
    team: str
    assignee: str
    yearly_value: Decimal | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    root_cause: str
    overdue: bool


class CaseIn(Schema):
    """A case that somebody opens."""

    title: str = Field(max_length=200)
    person_id: int | None = None
    touchpoint_id: int | None = None
    urgency: str = Field("normal", description="high, normal or low")


class CallIn(Schema):
    """A call to the customer of a case."""

    text: str = Field("", max_length=5000)
    reached: bool = True


class PromiseIn(Schema):
    """What we promised, and for when."""

    text: str = Field(max_length=300)
    for_day: date


class NoteIn(Schema):
    """Words for colleagues; the customer never sees them."""

    text: str = Field(min_length=1)


class CloseIn(Schema):
    """How a case ended, and what it came from."""

    outcome: str = Field(description="solved, explained, compensated, unreached, left or nothing")
    root_cause: str = Field("", max_length=200)


class InitiativeOut(Schema):
    """What we change, who asked for it, and how many of them were told."""

    number: int
    title: str
    kind: str
    state: str
    touchpoint: str
    team: str
    owner: str
    starts_on: date | None
    due_on: date | None
    completed_on: date | None
    asked: int
    told: int


class InitiativeIn(Schema):
    """A change that we think of making."""

    title: str = Field(max_length=200)
    kind: str = Field(description="product or information")
    change: str = ""
    hypothesis: str = ""
    touchpoint_id: int | None = None
    due_on: date | None = None


class VoiceLinkIn(Schema):
    """A voice that asked for the change."""

    response_id: int


class EffortIn(Schema):
    """Minutes of counting, planning or doing."""

    kind: str = Field(description="counting, planning or doing")
    minutes: int = Field(ge=1, le=1440)
    spent_on: date
    note: str = Field("", max_length=200)


class EffortOut(Schema):
    """Minutes of a period, to be held against 1:1:18."""

    counting: int
    planning: int
    doing: int


class AssignIn(Schema):
    """To whom: a colleague, a team, or both; to nobody when both are missing."""

    user_id: int | None = None
    team_id: int | None = None


class ReplyIn(Schema):
    """A message to the customer; their answer comes back into the case."""

    channel: Literal["email", "sms", "line"] = Field(
        "email",
        description="SMS and LINE where they are set up and the customer can be reached so.",
    )
    subject: str = Field("", max_length=300, description="Of a mail, which needs one.")
    text: str = Field(min_length=1)


class SnoozeIn(Schema):
    """When it comes back to lists and to Today."""

    until: datetime


class StateIn(Schema):
    """The next state of an initiative."""

    state: str = Field(description="idea, planned, doing, done or dropped")


class TellIn(Schema):
    """What those who asked are told, in the workspace's language."""

    subject: str = Field(min_length=1, max_length=300)
    text: str = Field(min_length=1, description="{name} becomes the name of each customer.")
    dry_run: bool = Field(default=True, description="Say who would be told, and send nothing.")


class TellOut(Schema):
    """Who is told, or why not."""

    person_id: int | None
    name: str
    allowed: bool
    reason: str
    told: bool


class MarkIn(Schema):
    """What was done with a row of Today."""

    key: str = Field(max_length=160)
    action: str = Field(description="done, snoozed or dismissed")
    until: datetime | None = None
    reason: str = Field("", max_length=60)
    note: str = Field("", max_length=300)
