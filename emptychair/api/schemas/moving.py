"""Imports, exports, mail that comes in, and the house itself."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema


class ImportOut(Schema):
    """An import and how far it came. `checked` are the counts of the dry run."""

    id: int
    shape: str
    state: str
    file_name: str
    mapping: dict[str, str]
    rows_total: int
    rows_done: int
    added: int
    changed: int
    same: int
    rejected: int
    failure: str
    checked: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None


class ExportIn(Schema):
    """What to export, and as what."""

    tables: list[str] = Field(description="people, companies, answers, cases, ... or several")
    form: str = Field("csv", description="csv, xlsx or jsonl")


class ExportOut(Schema):
    """An export and how far it came; its file is kept for a week."""

    id: int
    state: str
    tables: list[str]
    form: str
    rows_total: int
    rows_done: int
    created_at: datetime


class MailOut(Schema):
    """A mail that was taken in; no id for notices and automatic answers, which nobody reads."""

    id: int | None


class MemberOut(Schema):
    """A colleague."""

    user_id: int
    name: str
    email: str
    role: str
    team_ids: list[int]


class AuditOut(Schema):
    """Who changed what."""

    happened_at: datetime
    actor_kind: str
    actor: str
    action: str
    subject_kind: str
    subject_id: int | None
    before: dict[str, Any]
    after: dict[str, Any]
