"""Words about customers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttributeOwner(TextChoices):
    """Whose attribute it is."""

    PERSON = "person", _("person")
    COMPANY = "company", pgettext_lazy("customer", "company")


class AttributeKind(TextChoices):
    """Of which type an attribute is."""

    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    SWITCH = "switch", _("yes or no")
    CHOICE = "choice", _("choice")


class ContractPeriod(TextChoices):
    """How often the amount of a contract is paid."""

    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    ONCE = "once", _("once")


class SpecialDayKind(TextChoices):
    """A day that comes round."""

    BIRTHDAY = "birthday", _("birthday")
    ANNIVERSARY = "anniversary", _("anniversary")
    OTHER = "other", _("other day")


class SuppressionReason(TextChoices):
    """Why an address is not written to."""

    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    BOUNCED = "bounced", _("mail came back")
    COMPLAINED = "complained", _("reported as spam")
    ASKED = "asked", _("asked us not to")
    MANUAL = "manual", _("entered by hand")


@dataclass(slots=True)
class BulkResult:
    """What a bulk write did. `ids` stand in the order of the rows given, new or known."""

    added: int = 0
    changed: int = 0
    same: int = 0
    ids: list[int] = field(default_factory=list)
    added_ids: list[int] = field(default_factory=list)


class Happening(NamedTuple):
    """What a customer did, with ids of person and company; its fields are columns of the table."""

    person: int | None
    company: int | None
    name: str
    touchpoint_key: str
    source: str
    message_id: str
    occurred_at: datetime
    properties: dict[str, Any]


class HowLeft(TextChoices):
    """By what a customer counts as having left."""

    CONTRACT = "contract", _("their last contract ended")
    ORDERS = "orders", _("they stopped ordering")
    SILENCE = "silence", _("they stopped doing anything")
    WRITTEN = "written", _("it was written down")
