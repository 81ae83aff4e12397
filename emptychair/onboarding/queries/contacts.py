"""When we first spoke with customers after they signed up."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.loop.models import CaseEntry
from emptychair.loop.types import EntryKind
from emptychair.onboarding.queries.beginnings import AT_ONCE
from emptychair.onboarding.rules.days import as_day
from emptychair.onboarding.types import Begun, Kind

FROM_US = (EntryKind.CALL, EntryKind.MAIL_OUT, EntryKind.TEXT_OUT)


def first_contacts(access: Access, kind: str, begun: list[Begun]) -> dict[int, int]:
    """Days from the start to the first call that reached them or message from a colleague."""
    access.require(Permission.CUSTOMER_READ)
    starts = {one.unit: one.began for one in begun}
    rows = CaseEntry.objects.visible_to(access).filter(kind__in=FROM_US).order_by("pk")
    names = ("case__person_id", "case__company_id", "case__person__company_id")
    found: dict[int, int] = {}
    zone = access.workspace.zone
    for person, company, firm, moment, what, change in rows.values_list(
        *names, "happened_at", "kind", "change"
    ).iterator(AT_ONCE):
        if what == EntryKind.CALL and not (change or {}).get("reached"):
            continue
        unit = (company or firm or 0) if kind == Kind.COMPANY else -(person or 0)
        if unit in starts:
            after = (as_day(local_day(moment, zone)) or 0) - starts[unit]
            if after >= 0:
                found[unit] = min(after, found.get(unit, after))
    return found
