"""Groups and proposals as the pages show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.touch.money_words import money_words
from emptychair.touch.rules.economics import UNPAID
from emptychair.touch.types import ENOUGH, Group, Money, Proposal
from emptychair.touch.words import (
    decider_words,
    group_words,
    hours_words,
    missing_words,
    move_words,
    tier_words,
    why_words,
)
from emptychair.web.ui.words import from_to


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One row of the table."""

    group: Group
    name: str
    price: str
    margin: str
    hours: str
    interval: str
    carries: str
    verdict: str
    tone: str
    decider: str
    tier: str
    suggested: str
    missing: str
    loss: str
    is_few: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One move with its sum."""

    proposal: Proposal
    title: str
    why: str
    sum: str
    interval: str
    pays_from: str


def group_line(one: Group, currency: str) -> GroupLine:
    """A group in words."""
    verdict, tone = _verdict(one)
    hours = one.hours
    has_limits = hours is not None and hours.low is not None
    return GroupLine(
        group=one,
        name=group_words(one.key),
        price=money_words(one.price, currency) if one.price is not None else "",
        margin="" if one.margin is None else f"{100 * one.margin:.0f}%",
        hours=hours_words(hours.value if hours else None),
        interval=from_to(hours_words(hours.low), hours_words(hours.high))
        if hours and has_limits
        else "",
        carries=hours_words(one.carries),
        verdict=verdict,
        tone=tone,
        decider=decider_words(one.decider),
        tier=tier_words(one.tier),
        suggested=tier_words(one.suggested) if one.suggested else "",
        missing=missing_words(one),
        loss=money_interval(one.loss, currency) if one.loss and one.loss.value > 0 else "",
        is_few=one.customers < ENOUGH,
    )


def proposal_line(one: Proposal, currency: str) -> ProposalLine:
    """A move in words."""
    stake = one.stake
    return ProposalLine(
        proposal=one,
        title=move_words(one),
        why=why_words(one),
        sum=money_words(abs(stake.value), currency),
        interval=limits_words(stake, currency),
        pays_from="" if one.pays_from is None else f"{100 * one.pays_from:.1f}%",
    )


def money_interval(one: Money, currency: str) -> str:
    """A sum, and its limits where there are any."""
    limits = limits_words(one, currency)
    return (
        f"{money_words(one.value, currency)} ({limits})"
        if limits
        else money_words(one.value, currency)
    )


def stake_words(one: Money, currency: str) -> str:
    """What a move frees or costs a year, and its limits."""
    limits = limits_words(one, currency)
    said = _("Costs %(sum)s a year") if one.value < 0 else _("Frees %(sum)s a year")
    words = said % {"sum": money_words(abs(one.value), currency)}
    return f"{words} ({limits})" if limits else words


def limits_words(one: Money, currency: str) -> str:
    """From, to; of what is freed, or of what it costs."""
    if one.low is None or one.high is None:
        return ""
    low, high = sorted((one.low, one.high)) if one.value >= 0 else sorted((-one.low, -one.high))
    return from_to(money_words(low, currency), money_words(high, currency))


def _verdict(one: Group) -> tuple[str, str]:
    """Whether what they take lies within what they carry, by the whole interval."""
    if one.suggested == UNPAID:
        return _("cannot carry any service"), "bad"
    if one.carries is None or one.hours is None:
        return "", ""
    low, high = one.hours.low, one.hours.high
    if low is None or high is None or one.customers < ENOUGH:
        return _("few customers"), ""
    if low > one.carries:
        return _("takes more than it carries"), "bad"
    if high <= one.carries:
        return _("within what it carries"), "good"
    return _("cannot be told yet"), "wait"
