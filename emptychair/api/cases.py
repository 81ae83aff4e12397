"""Cases and initiatives as the API tells them: codes for machines where the pages have words."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from emptychair.kit.periods import local_day
from emptychair.loop.queries.cases import case_rows, case_with_number
from emptychair.loop.queries.initiatives import initiative_rows, initiative_with_number

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.loop.models import Case, Initiative


def case_out(access: "Access", case: "Case", *, now: datetime) -> dict[str, Any]:
    """The fields of `CaseOut`, masked where they must be."""
    row = asdict(case_rows(access, [case], now=now)[0])
    return row | {"kind": case.kind, "state": case.state, "urgency": case.urgency}


def case_as_it_stands(access: "Access", number: int) -> dict[str, Any]:
    """The same for the case with this number, read anew. Raises `NotFound`."""
    return case_out(access, case_with_number(access, number), now=timezone.now())


def initiative_out(access: "Access", initiative: "Initiative") -> Any:
    """The fields of `InitiativeOut`, on this day in the workspace."""
    today = local_day(timezone.now(), access.workspace.zone)
    return initiative_rows(access, [initiative], today=today)[0]


def initiative_as_it_stands(access: "Access", number: int) -> Any:
    """The same for the initiative with this number, read anew. Raises `NotFound`."""
    return initiative_out(access, initiative_with_number(access, number))
