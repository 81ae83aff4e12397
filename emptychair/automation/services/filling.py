"""The fields of texts: {name}, {company}, {plan} and so on, for one customer."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.automation.queries.own_facts import contracts_by_customer
from emptychair.automation.types import Subject
from emptychair.customers.models import Company, Person
from emptychair.kit.addressing import addressed, spoken_to

FIELDS = ("name", "company", "plan", "renewal", "owner", "sender")
_FIELD = re.compile(r"\{([a-z_]+)\}")


def unknown_fields(access: Access, text: str) -> list[str]:
    """Fields that stand in a text and do not exist."""
    del access
    return sorted({one for one in _FIELD.findall(text) if one not in FIELDS})


def field_values(
    access: Access, person: Person | None, company: Company | None, *, language: str, now: datetime
) -> dict[str, str]:
    """What the fields stand for, as this access may see it; empty for what is not known."""
    subject = Subject(person.pk if person else None, company.pk if company else None)
    contract = contracts_by_customer(access, [subject], now=now).get(subject)
    owner = (company.owner if company else None) or (person.owner if person else None)
    with in_language(language):
        renews = contract.renews_on if contract else None
        return {
            "name": spoken_to(person.name if person else ""),
            "company": company.name if company else "",
            "plan": contract.plan if contract else "",
            "renewal": date_format(renews, "DATE_FORMAT") if renews else "",
            "owner": str(owner) if owner else "",
            "sender": access.workspace.sender_name or access.workspace.name,
        }


def filled(access: Access, text: str, values: Mapping[str, str]) -> str:
    """The text with its fields; an unknown one stays as it was written."""
    del access
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text).strip()


def sample_values(access: Access) -> dict[str, str]:
    """Made-up values, for a preview without a customer."""
    return {
        "name": addressed(_("Aoi Sample")),
        "company": _("Sample Ltd"),
        "plan": _("Standard"),
        "renewal": _("31 March"),
        "owner": _("Sato"),
        "sender": access.workspace.sender_name or access.workspace.name,
    }
