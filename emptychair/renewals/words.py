"""Renewals and revenue in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.charts import percent
from emptychair.metrics.words import day_words
from emptychair.renewals.types import Call, LeavesAt, MovementKind, RenewalOutcome

Words = Callable[[Mapping[str, Any]], str]


def due_words(days: int) -> str:
    """How far a renewal is."""
    if days == 0:
        return _("renews today")
    if days < 0:
        return ngettext("due %(count)s day ago", "due %(count)s days ago", -days) % {"count": -days}
    return ngettext("renews in %(count)s day", "renews in %(count)s days", days) % {"count": days}


def chance_words(chance: float | None) -> str:
    """A chance as a share; where nothing is known it says so."""
    return _("not known") if chance is None else percent(chance)


def span_words(share: Mapping[str, Any] | None) -> str:
    """A share with its interval: 96% (91% to 102%); a dash where there is none."""
    if not share:
        return "–"
    if share.get("low") is None or share.get("high") is None:
        return percent(share["share"])
    return _("%(share)s (%(low)s to %(high)s)") % {
        "share": percent(share["share"]),
        "low": percent(share["low"]),
        "high": percent(share["high"]),
    }


def call_words(call: str) -> str:
    """What a member expects."""
    return str(Call(call).label) if call else ""


def outcome_words(outcome: str, *, stayed: bool | None) -> str:
    """How it ended: by a member's word, else as the contract says."""
    if outcome:
        return str(RenewalOutcome(outcome).label)
    if stayed is None:
        return _("not known")
    return _("renewed, says the contract") if stayed else _("lost, says the contract")


def movement_words(kind: str) -> str:
    """Why revenue is another than before."""
    return str(MovementKind(kind).label)


def definition_words(row: Any, currency: str) -> list[str]:
    """A definition as sentences."""
    rates = ", ".join(f"{code} × {rate:g}" for code, rate in sorted(row.rates.items()))
    return [
        _("Contracts by the month count whole, those by the year a twelfth each month."),
        _("A cancelled contract leaves %(when)s.") % {"when": LeavesAt(row.leaves_at).label},
        ngettext(
            "A new contract within %(count)s day after the last is no loss.",
            "A new contract within %(count)s days after the last is no loss.",
            row.gap_days,
        )
        % {"count": row.gap_days},
        _("A running contract of nothing (paused) counts as gone.")
        if row.zero_is_gone
        else _("A running contract of nothing (paused) counts as a customer who pays nothing."),
        ngettext(
            "What is paid once is spread over %(count)s month.",
            "What is paid once is spread over %(count)s months.",
            row.once_months,
        )
        % {"count": row.once_months}
        if row.once_months
        else _("What is paid once does not count as recurring."),
        _("Added up in %(currency)s at these rates: %(rates)s.")
        % {"currency": currency, "rates": rates}
        if rates
        else _("Amounts in different currencies are never added up."),
        _("Who orders has left after %(gaps)s of their own gaps without an order.")
        % {"gaps": f"{row.buyer_gaps:g}"},
        _("A trial is no revenue and its end no loss; who still pays in any way has not left."),
        _("“Sure” means %(commit)s, “likely” %(likely)s, “at risk” %(risk)s.")
        % {
            "commit": percent(row.commit_means),
            "likely": percent(row.likely_means),
            "risk": percent(row.risk_means),
        },
    ]


def _ended(parameters: Mapping[str, Any]) -> str:
    facts = {
        "plan": parameters["plan"] or _("contract"),
        "day": day_words(date.fromisoformat(parameters["due_on"])),
        "outcome": RenewalOutcome(parameters["outcome"]).label,
    }
    return _("Renewal of %(day)s (%(plan)s): %(outcome)s") % facts


TIMELINE: dict[str, Words] = {"renewals.ended": _ended}
