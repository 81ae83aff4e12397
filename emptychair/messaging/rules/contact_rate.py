"""How often somebody may be asked, and who may not be written to at all.

Only surveys are counted. A reply answers somebody who wrote first, and who asked for a thing is
told that it is done however often they were asked something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from emptychair.messaging.types import ContactReason

LONGEST = 3650  # days


@dataclass(frozen=True, slots=True)
class ContactRule:
    """At least `min_days` between two surveys, and at most `most` in `window_days`."""

    min_days: int = 30
    most: int = 4
    window_days: int = 365

    @classmethod
    def from_settings(cls, stored: Mapping[str, Any]) -> "ContactRule":
        """The rule of a workspace; what is missing or no number is as usual."""
        usual = cls()
        return cls(
            _number(stored.get("min_days"), usual.min_days, lowest=0),
            _number(stored.get("most"), usual.most, lowest=1),
            _number(stored.get("window_days"), usual.window_days, lowest=1),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What is known about one person before they are written to."""

    address: str = ""
    has_left: bool = False
    suppression: str = ""  # reason of it, empty when there is none
    refused_consent: bool = False
    hold: str = ""  # reason of it
    hold_until: datetime | None = None
    language: str = ""
    surveys: tuple[datetime, ...] = ()  # when they were sent one


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, as a code with plain values."""

    allowed: bool
    reason: str
    parameters: dict[str, Any]


def judge_contact(
    facts: ContactFacts,
    rule: ContactRule,
    *,
    counted: bool,
    now: datetime,
    languages: tuple[str, ...] = (),
) -> Verdict:
    """Whether this person may be written to now; the weightiest reason against it counts.

    `counted` is true for surveys; `languages` are those in which one can ask, none for all.
    """
    refusal = _not_at_all(facts) or _not_in(facts, languages)
    if refusal is None and counted:
        refusal = _too_often(facts, rule, now)
    return refusal or Verdict(True, ContactReason.ALLOWED.value, {})


def _not_at_all(facts: ContactFacts) -> Verdict | None:
    if facts.has_left:
        return _no(ContactReason.LEFT)
    if not facts.address:
        return _no(ContactReason.NO_ADDRESS)
    if facts.suppression:
        return _no(ContactReason.SUPPRESSED, why=facts.suppression)
    if facts.refused_consent:
        return _no(ContactReason.NO_CONSENT)
    if facts.hold:
        until = facts.hold_until.isoformat() if facts.hold_until else ""
        return _no(ContactReason.HELD, hold=facts.hold, until=until)
    return None


def _not_in(facts: ContactFacts, languages: tuple[str, ...]) -> Verdict | None:
    spoken = facts.language.partition("-")[0].lower()
    if spoken and languages and spoken not in {one.partition("-")[0] for one in languages}:
        return _no(ContactReason.LANGUAGE, language=facts.language)
    return None


def _too_often(facts: ContactFacts, rule: ContactRule, now: datetime) -> Verdict | None:
    """Surveys on either side of `now` count: history may be written in any order."""
    near = [one for one in facts.surveys if abs(now - one) < timedelta(days=rule.min_days)]
    if near:
        last = max(near)
        ago = max((now - last).days, 0)
        free_on = (last + timedelta(days=rule.min_days)).isoformat()
        return _no(ContactReason.TOO_SOON, days=ago, min_days=rule.min_days, free_on=free_on)
    window = timedelta(days=rule.window_days)
    count = sum(abs(now - one) < window for one in facts.surveys)
    if count >= rule.most:
        return _no(ContactReason.TOO_MANY, count=count, window_days=rule.window_days)
    return None


def _no(reason: ContactReason, **parameters: Any) -> Verdict:
    return Verdict(False, reason.value, parameters)


def _number(found: Any, usual: int, *, lowest: int) -> int:
    if isinstance(found, bool) or not isinstance(found, int):
        return usual
    return found if lowest <= found <= LONGEST else usual
