"""What a contract was before it changed: kept by whoever writes contracts, so that revenue of past
months stays what it was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.models import Contract, ContractChange
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.rules.terms import TERMS
from emptychair.customers.services.bulk.writing import require_bulk

Before = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TermsChanged:
    """A contract as it is now, the old values of what changed, and from which day the new ones
    count: by default the day on which we learned of it.
    """

    contract: Contract
    before: Before
    counts_from: date | None = None


def keep_contract_history(
    access: Access, changed: Iterable[TermsChanged], *, now: datetime, source: str = ""
) -> int:
    """One row for each contract whose terms changed; how many. Others are passed over."""
    require_bulk(access)
    today = now.astimezone(access.workspace.zone).date()
    rows = [
        ContractChange(
            workspace=access.workspace,
            contract=one.contract,
            counts_from=one.counts_from or today,
            recorded_at=now,
            source=source,
            **_before(one),
        )
        for one in changed
        if _differs(one)
    ]
    ContractChange.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def forget_contract_changes(access: Access, contract_ids: Collection[int], *, source: str) -> None:
    """What a source changed is taken back, so that it never was."""
    require_bulk(access)
    for some in in_batches(list(contract_ids)):
        rows = ContractChange.objects.visible_to(access).filter(contract__in=some, source=source)
        rows.delete()


def _before(one: TermsChanged) -> dict[str, Any]:
    return {name: one.before.get(name, getattr(one.contract, name)) for name in TERMS}


def _differs(one: TermsChanged) -> bool:
    """Whether anything but the day of the next renewal changed hands: that alone is a renewal, and
    kept too, since the list of renewals asks for it.
    """
    return any(
        name in one.before and one.before[name] != getattr(one.contract, name) for name in TERMS
    )
