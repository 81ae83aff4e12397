"""Words of accounts: kinds of teams, and rows that pages and other domains show."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from emptychair.accounts.permissions import Role


class TeamKind(TextChoices):
    """What a team does; a starter map finds its teams by it."""

    SUPPORT = "support", pgettext_lazy("team", "Support")
    SALES = "sales", pgettext_lazy("team", "Sales")
    SUCCESS = "success", pgettext_lazy("team", "Customer success")
    PRODUCT = "product", pgettext_lazy("team", "Product")
    SHOPS = "shops", pgettext_lazy("team", "Shops")
    WEB = "web", pgettext_lazy("team", "Web")
    MARKETING = "marketing", pgettext_lazy("team", "Marketing")
    FINANCE = "finance", pgettext_lazy("team", "Finance")
    LEGAL = "legal", pgettext_lazy("team", "Legal")
    OTHER = "other", pgettext_lazy("team", "Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A colleague, as lists and choices show them."""

    user_id: int
    name: str  # the address where no name was given
    email: str
    role: Role
    team_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceWords:
    """What its owner may change about a workspace."""

    name: str
    language: str
    time_zone: str
    currency: str
    country: str
    fiscal_year_start: int
    work_days: str  # "01234": Monday to Friday
    work_from: time
    work_to: time
    sender_name: str
    sender_address: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A workspace in the list of somebody who is in several."""

    name: str
    slug: str
    role: Role
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilters:
    """Which entries of the audit trail are asked for; nothing given means all."""

    actor_id: int | None = None
    action: str = ""
    subject_kind: str = ""
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One entry of the audit trail in words."""

    happened_at: datetime
    actor_kind: str
    actor: str
    action: str
    what: str
    subject_kind: str
    subject_id: int | None
    subject: str
    subject_name: str  # which one; its number where it has no name
    changes: tuple[Change, ...]
