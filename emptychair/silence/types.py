"""Words about silence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COMPANY, PERSON = "company", "person"
Unit = tuple[str, int]
"""A customer: ("company", 17) or ("person", 3)."""


def unit_of_number(number: int) -> Unit:
    """A customer from the number the engine counts it under."""
    return (COMPANY, number) if number > 0 else (PERSON, -number)


def number_of_unit(unit: Unit) -> int:
    """The number the engine counts a customer under."""
    return unit[1] if unit[0] == COMPANY else -unit[1]


def unit_of(row: Any) -> Unit:
    """The customer of a row that has a person or a company."""
    return (PERSON, row.person_id) if row.person_id else (COMPANY, row.company_id)


class Basis(TextChoices):
    """Whose gaps a reading rests on."""

    OWN = "own", _("their own rhythm")
    OTHERS = "others", _("the rhythm of the others")
    NOTHING = "nothing", _("too few signs")


class CameBack(TextChoices):
    """How a silence ended."""

    OPEN = "", _("still silent")
    RETURNED = "returned", _("came back")
    LEFT = "left", _("left")


@dataclass(frozen=True, slots=True)
class AsOf:
    """One customer as of a day, from what had happened by then."""

    unit: Unit
    first_seen: date
    last_seen: date
    signs: int  # days with a sign of life
    gap: int
    expected: float | None
    longest_usual: float | None
    percentile: float | None
    basis: str
    p_alive: float | None
    value: float | None
    has_left: bool
    is_customer: bool  # not only one of the people of a customer
    is_silent: bool = False
    false_share: float | None = None  # chance that it is one of their longer gaps
    priority: float = 0.0  # value a year by what is wrong and can still be changed

    @property
    def number(self) -> int:
        """The number the engine counts them under."""
        return number_of_unit(self.unit)


@dataclass(frozen=True, slots=True)
class Silence:
    """What is shown of one customer."""

    kind: str
    id: int
    name: str
    as_of: date
    first_seen: date
    last_seen: date
    signs: int
    gap: int
    expected: float | None
    longest_usual: float | None
    percentile: float | None
    basis: str
    p_alive: float | None
    value: float | None
    is_silent: bool
    false_share: float | None
    last_touchpoint: str = ""
    last_message: str = ""  # purpose of the last message that reached them
    last_message_at: datetime | None = None
    paused_until: date | None = None
    pause_reason: str = ""
    snoozed_until: date | None = None
    contacted_at: datetime | None = None
    held_out: bool = False
    case_number: int | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The few lines that stand beside a customer."""

    kind: str
    id: int
    last_seen: date
    gap: int
    expected: float | None
    percentile: float | None
    basis: str
    p_alive: float | None
    is_silent: bool
    paused_until: date | None
    pause_reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The last reading of a workspace."""

    as_of: date
    read_at: datetime
    watched: int  # customers with a rhythm
    unread: int  # customers with too few signs
    silent: int
    silent_value: float
    normal: float
    expected_false: float
    quiet_weeks: list[dict[str, float | str]]
    measured: "Measured | None"

    @property
    def false_share(self) -> float:
        """The expected share of false flags among the silent."""
        return min(1.0, self.expected_false / self.silent) if self.silent else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of those who would have been listed some time ago."""

    on: date
    silent: int
    returned: int  # seen again since: their flag was false, or they came back
