"""Two people side by side, line by line, with what will be."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.customers.rules.merging import FIELDS

if TYPE_CHECKING:
    from emptychair.customers.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both; `choice` where they differ and somebody has to choose."""

    name: str
    label: str
    kept: str
    other: str
    choice: bool


def preview_lines(kept: "Person", other: "Person") -> list[Line]:
    """Fields that at least one of the two has."""
    labels = _labels()
    lines = []
    for name in FIELDS:
        mine, theirs = _words(kept, name), _words(other, name)
        if mine or theirs:
            differ = bool(mine and theirs and mine != theirs)
            lines.append(Line(name, labels[name], mine, theirs, differ))
    return lines


def _words(person: "Person", name: str) -> str:
    value: Any = getattr(person, name.removesuffix("_id"))
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00")
    return "" if value is None else str(value)


def _labels() -> dict[str, str]:
    return {
        "name": pgettext("customer", "Name"),
        "name_reading": _("Reading"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "title": _("Job title"),
        "company_id": _("Company"),
        "segment": pgettext("of answers", "Segment"),
        "language": pgettext("customer", "Language"),
        "time_zone": _("Time zone"),
        "region": _("Region"),
        "owner_id": _("Looks after them"),
        "joined_on": _("Customer since"),
        "left_on": _("Left on"),
        "yearly_value": _("Value a year"),
        "currency": _("Currency"),
    }
