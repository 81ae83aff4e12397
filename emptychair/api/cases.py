"""A case as the API tells it: codes for machines where the pages have words."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from emptychair.loop.queries.cases import case_rows

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.loop.models import Case


def case_out(access: "Access", case: "Case", *, now: datetime) -> dict[str, Any]:
    """The fields of `CaseOut`, masked where they must be."""
    row = asdict(case_rows(access, [case], now=now)[0])
    return row | {"kind": case.kind, "state": case.state, "urgency": case.urgency}
