"""Playbooks and runs, in and out."""

from datetime import date, datetime

from ninja import Field, Schema


class PlaybookOut(Schema):
    """A playbook as it reads."""

    id: int
    name: str
    state: str = Field(description="draft, live, paused, archived")
    sentence: str
    owner: str
    version: int = Field(description="Of what acts; 0: it has never been live")
    went_live_on: date | None
    has_changes: bool = Field(description="The draft differs from what acts")
    runs: int
    under_way: int
    broken: int


class RunOut(Schema):
    """One run for one customer."""

    id: int
    playbook_id: int
    person_id: int | None
    company_id: int | None
    customer: str
    state: str = Field(description="running, waiting, done, stopped, broken, undone, held_out")
    began_at: datetime
    wake_at: datetime | None = Field(description="When it goes on")
    version: int


class RunIn(Schema):
    """For whom it is to run: one of the two."""

    person_id: int | None = None
    company_id: int | None = None
