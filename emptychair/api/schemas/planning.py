"""Success plans and requests, in and out."""

from datetime import date, datetime

from ninja import Field, Schema


class PlanOut(Schema):
    """A success plan: who is waited for, since when, and what comes next."""

    id: int
    title: str
    customer: str
    company_id: int | None
    person_id: int | None
    state: str
    waiting_for: str
    waiting_since: datetime | None
    next_on: date | None
    next_title: str
    is_late: bool
    owner: str
    done: int
    steps: int
    starts_on: date


class PlanTaskOut(Schema):
    """One task of a plan."""

    id: int
    title: str
    side: str
    whose: str
    due_on: date
    state: str
    is_late: bool
    done_at: datetime | None


class PlanMilestoneOut(Schema):
    """A milestone with its tasks; the last one may be without name."""

    id: int | None
    title: str
    due_on: date | None
    reached_at: datetime | None
    reached_by_hand: bool
    steps: list[PlanTaskOut]


class PlanWholeOut(PlanOut):
    """A plan with everything in it."""

    milestones: list[PlanMilestoneOut]


class PlanIn(Schema):
    """A plan to start, for a company or a person; what is empty comes from the template."""

    company_id: int | None = None
    person_id: int | None = None
    template: str = Field("", max_length=60, description="key of a template; empty: none")
    title: str = Field("", max_length=200)
    goal: str = Field("", max_length=5000)
    kpi: str = Field("", max_length=200)
    starts_on: date


class PlanTaskStateIn(Schema):
    """What became of a task."""

    state: str = Field(description="open, done or dropped")


class RequestOut(Schema):
    """A request. Name and words are masked for tokens without `name:read`."""

    number: int
    external_id: str
    title: str
    customer: str
    person_id: int | None
    company_id: int | None
    channel: str
    state: str
    priority: str
    due_on: date | None
    next_on: date | None
    is_late: bool
    open_tasks: int
    tasks: int
    received_at: datetime
    closed_at: datetime | None


class RequestTaskOut(Schema):
    """One task of a request."""

    id: int
    title: str
    state: str
    reason: str
    assignee: str
    due_on: date | None
    is_late: bool
    look_again: str
    initiative_number: int | None
    case_number: int | None
    told_at: datetime | None


class RequestWholeOut(RequestOut):
    """A request with its words as they came and its tasks."""

    raw: str
    suggested: list[str]
    task_list: list[RequestTaskOut]


class RequestIn(Schema):
    """A wish as it came. The same `external_id` again is the request that is there."""

    raw: str = Field(min_length=1, max_length=100_000)
    external_id: str = Field("", max_length=120)
    title: str = Field("", max_length=200)
    person_id: int | None = None
    company_id: int | None = None
    priority: str = Field("normal", description="high, normal or low")
    due_on: date | None = None


class RequestTasksIn(Schema):
    """The tasks that were made of it."""

    titles: list[str] = Field(max_length=60)
    due_on: date | None = None


class RequestTaskStateIn(Schema):
    """What became of a task; `reason` is read by the customer."""

    state: str = Field(description="open, done or declined")
    reason: str = Field("", max_length=500)
