"""The form for customers, opened, closed and given another address; and what is written in it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.intake.errors import SenderNeeded
from emptychair.intake.models import CustomerRequest
from emptychair.intake.queries.own_form import SETTING
from emptychair.intake.services.receiving import Came, take_request
from emptychair.intake.types import Channel


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wrote, who they say they are, and a mark by which twice is once."""

    text: str
    name: str
    email: str
    once: str


@transaction.atomic
def set_form(access: Access, *, is_open: bool, renew: bool = False) -> None:
    """Open or close it; `renew` makes a new address, and the old one opens nothing."""
    access.require(Permission.PROGRAMME_MANAGE)
    place = Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    before = place.settings.get(SETTING) or {}
    after = {"open": is_open, "number": int(before.get("number", 0)) + int(renew)}
    if after == before:
        return
    place.settings = {**place.settings, SETTING: after}
    place.save(update_fields=["settings", "changed_at"])
    access.workspace.settings = place.settings
    record_audit(access, place, action="request.changed", before=before, after=after)


def take_wish(access: Access, wish: Wish, *, now: datetime) -> CustomerRequest:
    """Keep what was written as a request. Whose it is we know where the address is one of ours;
    nobody has shown that they are who they say, so what they wrote of themselves stays beside it.

    Raises `NothingWritten`, `SenderNeeded`.
    """
    access.require(Permission.CASE_WRITE)
    email = _checked(wish.email)
    person = _person_of(access, email)
    who = " ".join(part for part in (wish.name.strip()[:200], f"<{email}>") if part)
    came = Came(
        raw=f"{wish.text.strip()}\n\n{who}" if wish.text.strip() else "",
        channel=Channel.FORM.value,
        person=person,
        company=person.company if person else None,
        external_id=f"form:{wish.once[:64]}" if wish.once else "",
    )
    return take_request(access, came, now=now)[0]


def _checked(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError:
        raise SenderNeeded from None
    return email.strip()


def _person_of(access: Access, email: str) -> Person | None:
    rows = Person.objects.visible_to(access).filter(email__iexact=email, merged_into=None)
    found = list(rows.select_related("company")[:2])
    return found[0] if len(found) == 1 else None
