"""What a customer can carry, which tier that pays for, and what a move is worth."""

from collections.abc import Mapping

from emptychair.stats import Ratio
from emptychair.touch.types import Decider, Group, Money, Proposal, Settings, Tier

# The most that is suggested to whom decides in this way: a committee has to be met, a household or
# a person at a desk decides without us.
_MOST = {
    Decider.COMMITTEE.value: Tier.HIGH.value,
    Decider.DESK.value: Tier.LOW.value,
    Decider.HOUSEHOLD.value: Tier.LOW.value,
}
ORDER = [tier.value for tier in Tier]
UNPAID = "none"  # not even the least tier is paid for


def hours_carried(
    price: float | None, margin: float | None, contacts: float, settings: Settings
) -> float | None:
    """Hours a year a customer can carry: what may be spent of the margin, less what contacts cost,
    by the cost of an hour. None while one of them is not known.
    """
    if price is None or margin is None or not settings.hourly_cost:
        return None
    may_spend = price * margin * settings.service_share
    return max(0.0, (may_spend - contacts * settings.contact_cost) / settings.hourly_cost)


def suggested_tier(carries: float | None, decider: str, settings: Settings) -> str:
    """The most that the hours pay for and whoever decides there has use for; `UNPAID` when not even
    the least is paid for; empty when it cannot be told.
    """
    if carries is None or settings.hours is None:
        return ""
    most = ORDER.index(_MOST.get(decider, Tier.HIGH.value))
    for tier in ORDER[most:]:
        if settings.hours[tier] <= carries:
            return tier
    return UNPAID


def stake_of_move(
    customers: int, hours: Ratio | None, was: str, to: str, settings: Settings
) -> Money:
    """What a move frees a year: customers times the hours less, times the cost of an hour. By the
    hours they really took; where nothing is logged, by those of the tiers, without an interval.
    """
    planned, cost = settings.hours or {}, (settings.hourly_cost or 0.0) * customers
    if hours is None:
        before = planned.get(was, 0.0)
        return Money((before - planned[to]) * cost)
    value, low, high = hours.value, hours.low, hours.high
    return Money(
        (value - planned[to]) * cost,
        None if low is None else (low - planned[to]) * cost,
        None if high is None else (high - planned[to]) * cost,
    )


def loss_of(
    customers: int,
    price: float | None,
    margin: float | None,
    hours: Ratio | None,
    contacts: float,
    settings: Settings,
) -> Money | None:
    """What a group takes beyond its margin a year (below nothing: what it leaves)."""
    if price is None or margin is None or hours is None or not settings.hourly_cost:
        return None
    rest = contacts * settings.contact_cost - price * margin
    limits = [
        None if each is None else customers * (each * settings.hourly_cost + rest)
        for each in (hours.value, hours.low, hours.high)
    ]
    return Money(limits[0] or 0.0, limits[1], limits[2])


def pays_from(stake: Money, customers: int, margin_money: float | None) -> float | None:
    """For a move that costs: the share of customers that must stay a year longer to pay for it."""
    if stake.value >= 0 or not margin_money or not customers:
        return None
    return -stake.value / (customers * margin_money)


def customer_cost(hours: float, contacts: float, years: float, settings: Settings) -> float | None:
    """What one customer takes a year, at the pace of the time it was watched."""
    if not settings.hourly_cost or years <= 0:
        return None
    return (hours * settings.hourly_cost + contacts * settings.contact_cost) / years


def most_common(counts: Mapping[str, int]) -> str:
    """The word that most have; the first by alphabet of those alike."""
    named = {word: n for word, n in counts.items() if word}
    return min(named, key=lambda word: (-named[word], word)) if named else ""


def margin_for(margins: dict[str, float], product: str) -> float | None:
    """The margin of a product, as a share."""
    return margins.get(product, margins.get(""))


def proposal_for(group: Group, settings: Settings) -> Proposal | None:
    """The move for one group, if there is one."""
    if group.suggested not in ORDER or group.suggested == group.tier:
        return None
    stake = stake_of_move(group.customers, group.hours, group.tier, group.suggested, settings)
    return Proposal(
        group=group,
        to=group.suggested,
        stake=stake,
        pays_from=pays_from(stake, group.customers, group.margin_money),
    )
