"""How a proxy is counted, as stored JSON and as what the code reads."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from emptychair.outcomes.types import ProxyMeasure

MOST_DAYS, USUAL_DAYS = 90, 28
PREFIX = "proxy:"  # of the external id of such a reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRule:
    """What is counted of the customer each day, over the `days` that end on it."""

    what: str = "use"
    name: str = ""  # of the feature or the event; empty: all of it
    aggregate: str = "people"
    prop: str = ""  # property of the event
    days: int = USUAL_DAYS


def proxy_rule(stored: Mapping[str, Any]) -> ProxyRule | None:
    """As it was written down; nothing where none was.

    >>> proxy_rule({"what": "use", "aggregate": "days", "days": 7}).days
    7
    """
    if not stored.get("what"):
        return None
    known = {name: stored[name] for name in ProxyRule.__dataclass_fields__ if name in stored}
    return ProxyRule(**known)


def stored_proxy(rule: ProxyRule) -> dict[str, Any]:
    """For a column of JSON."""
    return asdict(rule)


def watched(rule: ProxyRule) -> str:
    """What such a proxy watches, as a code of `ProxyMeasure`."""
    if rule.aggregate in {"people", "share"}:
        return ProxyMeasure.SHARED.value
    if rule.aggregate in {"last", "sum", "mean"}:
        return ProxyMeasure.STORED.value
    if rule.aggregate == "distinct":
        return ProxyMeasure.DEVICES.value
    return (ProxyMeasure.EVENTS if rule.what == "event" else ProxyMeasure.ACCESSES).value
