"""Values of the audit trail as people read them: words for codes, names for numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.audit_fields import CALLED, POINTS_AT
from emptychair.accounts.models import AuditEntry, User
from emptychair.accounts.permissions import Role
from emptychair.accounts.scope_words import role_name
from emptychair.accounts.types import TeamKind

# (table of the subject, field): words by value. What upper domains store, the page knows.
Choices = Mapping[tuple[str, str], Mapping[str, str | Promise]]
MONEY = {
    "amount", "competitor_price", "contact_cost", "hour_costs", "hourly_cost", "new_amount",
    "stake", "stake_high", "stake_low", "yearly_value",
}  # fmt: skip
SIGNS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
WHOLE = 100
OWN: Choices = {("accounts.team", "kind"): dict(TeamKind.choices)}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is needed to read some entries aloud; made by `spoken_for`, one query for a table."""

    access: Access
    choices: Choices
    names: Mapping[tuple[str, int], str]

    def subject(self, entry: AuditEntry) -> str:
        """Which one it was; its number where the row is gone or has no name."""
        known = self.names.get((entry.subject_kind, entry.subject_id or 0), "")
        return known or (str(entry.subject_id) if entry.subject_id else "")

    def value(self, entry: AuditEntry, field: str, value: Any) -> str:
        """One stored value; nothing for none. What has no words stands as it is stored."""
        if value is None or value == "":
            return ""
        if isinstance(value, list):
            return ", ".join(self.value(entry, field, one) for one in value)
        if isinstance(value, bool):
            return pgettext("audit", "yes") if value else pgettext("audit", "no")
        if isinstance(value, dict):  # such as an input of a formula: its values are enough
            parts = (self.value(entry, field, one) for one in value.values())
            return " ".join(one for one in parts if one)
        amount = _amount(value) if field in MONEY else None
        if amount is not None:
            told = _amount_words(amount, self._currency(entry))
        elif isinstance(value, int | float):
            told = self._number(field, value)
        else:
            told = self._text(entry, field, str(value))
        return told

    def _currency(self, entry: AuditEntry) -> str:
        told = entry.after.get("currency") or entry.before.get("currency")
        return str(told or self.access.workspace.currency)

    def _number(self, field: str, value: int | float) -> str:  # noqa: PYI041 - they read differently
        """A name for a number that stands for a row; else with thousands apart."""
        if isinstance(value, float):
            return f"{value:,.6f}".rstrip("0").rstrip(".")
        names = field.endswith(("_id", "number", "year")) or field in POINTS_AT
        plain = str(value) if names else f"{value:,}"
        return self.names.get((POINTS_AT.get(field, ""), value), plain)

    def _text(self, entry: AuditEntry, field: str, value: str) -> str:
        words = {**OWN, **self.choices}.get((entry.subject_kind, field), {}).get(value)
        if words is not None:
            return str(words)
        if field == "role" and value in set(Role):
            return role_name(Role(value))
        if field in {"language", "languages"}:
            return str(dict(settings.LANGUAGES).get(value, value))
        if field == "work_days" and value.isdigit():
            return ", ".join(str(WEEKDAYS_ABBR.get(int(day), day)) for day in value)
        return self._moment(value)

    def _moment(self, value: str) -> str:
        if "T" not in value:
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return f"{moment.astimezone(self.access.workspace.zone):%Y-%m-%d %H:%M}"


def _amount_words(amount: Decimal, currency: str) -> str:
    """¥6,000,000, 6,000,000円, $9.50: as entered, since a trail rounds nothing."""
    told = f"{abs(amount):,.2f}".removesuffix(".00")
    minus = "−" if amount < 0 else ""
    if currency == "JPY" and (get_language() or "").startswith("ja"):
        return f"{minus}{told}円"
    return f"{minus}{SIGNS.get(currency, f'{currency} ')}{told}"


def _amount(value: Any) -> Decimal | None:
    """The number of an amount; what was computed ends with whole units."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return round(found, 0) if isinstance(value, float) and abs(found) >= WHOLE else found


def spoken_for(access: Access, entries: Iterable[AuditEntry], choices: Choices) -> Spoken:
    """What these entries need to be read aloud. Names only for who may see names."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries if access.may_see_names else ():
        wanted[entry.subject_kind].add(entry.subject_id or 0)
        for field, value in (*entry.before.items(), *entry.after.items()):
            numbers = value if isinstance(value, list) else [value]
            wanted[POINTS_AT.get(field, "")].update(one for one in numbers if type(one) is int)
    names = {
        (table, number): name
        for table, numbers in wanted.items()
        if table in CALLED and numbers
        for number, name in _names(access, table, numbers).items()
    }
    return Spoken(access, choices, names)


def _names(access: Access, table: str, numbers: set[int]) -> dict[int, str]:
    column = CALLED[table]
    if table == "accounts.user":  # in no workspace of their own; the numbers come from our entries
        rows = User.objects.filter(pk__in=numbers)
        return {row.pk: str(row) for row in rows}
    found = apps.get_model(table)._default_manager  # noqa: SLF001 - Django's public name for it
    rows = found.filter(workspace=access.workspace, pk__in=numbers).values_list("pk", column)
    sign = "#" if column == "number" else ""
    return {number: f"{sign}{name}" for number, name in rows if name}
