"""What counts in this workspace, and how it earns."""

from dataclasses import dataclass, replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract, Order
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.trials import trial_words_of
from emptychair.kit.once import once_a_look
from emptychair.renewals.models import RevenueDefinition, RevenueSetting
from emptychair.renewals.types import BusinessKind

PAYMENT_EVENTS = ("payment_failed",)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the workspace earns. `guessed`: nobody chose, the data say so."""

    kinds: tuple[BusinessKind, ...]
    guessed: bool
    payment_events: tuple[str, ...]
    computed_at: datetime | None

    @property
    def has_contracts(self) -> bool:
        """Whether anything renews."""
        return BusinessKind.SUBSCRIPTION in self.kinds


@once_a_look
def definition_in_force(access: Access) -> RevenueDefinition | None:
    """The newest version; None before anything was counted."""
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueDefinition.objects.visible_to(access).order_by("-version")
    return rows.first()


def definitions_of(access: Access) -> list[RevenueDefinition]:
    """All versions, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueDefinition.objects.visible_to(access).select_related("defined_by")
    return list(rows.order_by("-version")[:100])


def meaning_of(access: Access, row: RevenueDefinition | None = None) -> Meaning:
    """A definition as plain values; without one that in force, or the defaults."""
    row = row or definition_in_force(access)
    currency = access.workspace.currency
    if row is None:
        row = RevenueDefinition(version=0)
    return Meaning(
        currency=currency,
        leaves_at=row.leaves_at,
        gap_days=row.gap_days,
        zero_is_gone=row.zero_is_gone,
        once_months=row.once_months,
        rates=row.rates,
        buyer_gaps=row.buyer_gaps,
        trial_words=trial_words_of(access.workspace.settings),
        calls={
            "commit": row.commit_means,
            "likely": row.likely_means,
            "risk": row.risk_means,
        },
    )


def leaving_means(access: Access) -> Meaning:
    """The definition in force for everybody who asks who left: orders are expected to go on where
    the workspace lives on them.
    """
    access.require(Permission.CUSTOMER_READ)
    row = RevenueSetting.objects.visible_to(access).first()
    lives_on = not row or not row.kinds or BusinessKind.REPEAT in row.kinds
    return replace(meaning_of(access), counts_orders=lives_on)


def setting_of(access: Access) -> Setting:
    """What was chosen, with a guess from the data where nothing was."""
    row = RevenueSetting.objects.visible_to(access).first()
    chosen = tuple(BusinessKind(one) for one in (row.kinds if row else []))
    events = tuple(row.payment_events) if row and row.payment_events else PAYMENT_EVENTS
    return Setting(
        kinds=chosen or guessed_kinds(access),
        guessed=not chosen,
        payment_events=events,
        computed_at=row.computed_at if row else None,
    )


def guessed_kinds(access: Access) -> tuple[BusinessKind, ...]:
    """Contracts by the month or year, contracts paid once, orders: what there is of it."""
    contracts = Contract.objects.visible_to(access)
    found = []
    if contracts.filter(period__in=("month", "year")).exists():
        found.append(BusinessKind.SUBSCRIPTION)
    if Order.objects.visible_to(access).exists():
        found.append(BusinessKind.REPEAT)
    if contracts.filter(period="once").exists():
        found.append(BusinessKind.PROJECT)
    return tuple(found)
