"""Outcomes as text: values with their unit, what may be said of progress and of the latest move."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.kit.measures import measures
from emptychair.outcomes.rules.formula import NAME, number, own_name
from emptychair.outcomes.rules.progress import FEWEST
from emptychair.outcomes.rules.proxies import ProxyRule
from emptychair.outcomes.types import Moved, Standing

TONES = {
    Standing.UNKNOWN.value: "quiet",
    Standing.NO_TARGET.value: "quiet",
    Standing.REACHED.value: "good",
    Standing.ON_TRACK.value: "good",
    Standing.LAGGING.value: "bad",
}


def value_words(value: float | None, unit: str) -> str:
    """A value in the customer's own unit; a dash where there is none."""
    if value is None:
        return "–"
    words = number(value)
    if not unit:
        return words
    return f"{words}{unit}" if unit in {"%", "％"} or not unit.isascii() else f"{words} {unit}"


def standing_words(standing: str, *, progress: float | None = None, is_proxy: bool = False) -> str:
    """How far it is, without calling the unknown good."""
    percent = 0 if progress is None else round(100 * progress)
    words = {
        Standing.UNKNOWN.value: _("Not known: there is no reading yet."),
        Standing.NO_TARGET.value: _("There are readings, but no start and target to measure by."),
        Standing.REACHED.value: _("The target is reached."),
        Standing.ON_TRACK.value: _("%(percent)s%% of the way, in time.") % {"percent": percent},
        Standing.LAGGING.value: _(
            "%(percent)s%% of the way, more than a tenth behind a straight line to the target."
        )
        % {"percent": percent},
    }[standing]
    return _("%(words)s Measured by a proxy only.") % {"words": words} if is_proxy else words


def move_words(moved: Moved, n: int) -> str:
    """What the newest reading says against the one before, by the series' own noise."""
    if moved is Moved.FEW:
        missing = FEWEST - n
        return ngettext(
            "These are values only: with %(missing)s more reading it can be told whether a "
            "move is more than its usual up and down.",
            "These are values only: with %(missing)s more readings it can be told whether a "
            "move is more than its usual up and down.",
            missing,
        ) % {"missing": missing}
    return {
        Moved.BETTER: _("The newest reading is better by more than its usual up and down."),
        Moved.WORSE: _("The newest reading is worse by more than its usual up and down."),
        Moved.NOISE: _("The newest move is within its usual up and down."),
        Moved.STILL: _("It hardly moved before, so nobody knows how much it moves by itself."),
    }[moved]


def proxy_words(rule: ProxyRule) -> str:
    """How a proxy is counted, as a sentence."""
    one = measures().get(rule.what)
    how = {code: str(words) for code, words, _needed in one.aggregates} if one else {}
    parts = {"how": how.get(rule.aggregate, rule.aggregate), "name": rule.name, "prop": rule.prop}
    counted = _("%(how)s (%(name)s)") % parts if rule.name else str(parts["how"])
    if rule.prop and one and one.needs_property(rule.aggregate):
        counted = _("%(how)s “%(prop)s” (%(name)s)") % parts
    if rule.aggregate in {"last", "bought"}:
        return _("Counted each night: %(what)s.") % {"what": counted}
    said = ngettext(
        "Counted each night over the last %(days)s day: %(what)s.",
        "Counted each night over the last %(days)s days: %(what)s.",
        rule.days,
    )
    return said % {"days": rule.days, "what": counted}


def pace_words(day: str) -> str:
    """From when on it would be late."""
    return _("Without another step it is behind from %(day)s on.") % {"day": day}


def formula_words(formula: str, inputs: Iterable[Mapping[str, Any]] = ()) -> str:
    """A formula as it is read: numbers of the ledger and of the customer in words, signs as they
    are written.
    """
    known = own_words() | {one["name"]: one.get("words") or plain(one["name"]) for one in inputs}
    text = unicodedata.normalize("NFKC", formula)
    words = NAME.sub(lambda found: known.get(own_name(found[0]), plain(found[0])), text)
    for typed, written in (("*", "×"), ("/", "÷"), ("-", "−")):
        words = words.replace(typed, written)
    return words


def own_words() -> dict[str, str]:
    """The numbers that the ledger knows by itself, as they are called."""
    return {
        "start": pgettext("KPI", "Start"),
        "current": pgettext("KPI", "Now"),
        "target": _("Target"),
        "change": pgettext("KPI", "change"),
    }


def input_words(inputs: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The customer's own numbers of a formula: what each is, and its value with the unit."""
    return [
        (
            one.get("words") or plain(one["name"]),
            f"{number(float(one['value']))} {one.get('unit', '')}".strip(),
        )
        for one in inputs
    ]


def plain(name: str) -> str:
    """A name as it is read: an underscore is a space."""
    return name.replace("_", " ")
