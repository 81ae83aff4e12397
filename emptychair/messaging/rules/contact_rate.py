"""How often somebody may be asked, and who may not be written to at all: one rule for every way of
reaching people, by mail, SMS, LINE, a widget or inside a product.

Surveys, reminders, requests for referrals and mails of playbooks are counted, each for itself. A
reply answers somebody who wrote first, and who asked for a thing is told that it is done however
often they were asked something else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from emptychair.messaging.types import ADDRESSED, COUNTED, ContactReason, Purpose

LONGEST = 3650  # days
_USUAL_MEMORY = 400
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_STEPS = 500  # of looking for the next free moment


@dataclass(frozen=True, slots=True)
class ContactRule:
    """What a workspace allows: days between two, and how many within so many days."""

    min_days: int = 30  # between two surveys
    most: int = 4
    window_days: int = 365
    company_most: int = 0  # surveys to people of one company; 0: as many as there are people
    company_days: int = 30
    reminder_days: int = 2  # between two reminders, of whichever survey
    reminder_most: int = 8  # in `window_days`; 0: none at all
    referral_days: int = 90
    referral_most: int = 2  # in `window_days`
    playbook_days: int = 7  # between two mails of playbooks, of whichever
    playbook_most: int = 12  # in `window_days`; 0: none at all
    case_days: int = 7  # after a case was closed
    ahead_days: int = 7  # so far ahead a weightier survey reserves its people

    @classmethod
    def from_settings(cls, stored: Mapping[str, Any]) -> "ContactRule":
        """The rule of a workspace; what is missing or no number is as usual."""
        usual = cls()
        return cls(
            **{
                one.name: _number(
                    stored.get(one.name), getattr(usual, one.name), lowest=_LOWEST.get(one.name, 0)
                )
                for one in fields(cls)
            }
        )

    @property
    def memory_days(self) -> int:
        """How many days back a contact can still count; a survey may have a cadence of a year."""
        return max(
            self.min_days, self.window_days, self.reminder_days, self.referral_days, _USUAL_MEMORY
        )

    def between(self, purpose: str) -> int:
        """Days that lie at least between two of this purpose."""
        days: int = getattr(self, _BETWEEN.get(purpose, "min_days"))
        return days

    def at_most(self, purpose: str) -> int:
        """How many of this purpose somebody gets within `window_days`."""
        most: int = getattr(self, _AT_MOST.get(purpose, "most"))
        return most


_BETWEEN = {
    Purpose.REMINDER.value: "reminder_days",
    Purpose.REFERRAL.value: "referral_days",
    Purpose.PLAYBOOK.value: "playbook_days",
}
_AT_MOST = {
    Purpose.REMINDER.value: "reminder_most",
    Purpose.REFERRAL.value: "referral_most",
    Purpose.PLAYBOOK.value: "playbook_most",
}
_LOWEST = {"most": 1, "window_days": 1, "company_days": 1}


class PastContact(NamedTuple):
    """Something somebody was sent or shown, wherever it is recorded."""

    moment: datetime
    purpose: str = Purpose.SURVEY.value
    about: str = ""  # "survey:3"
    name: str = ""  # of it
    answered_at: datetime | None = None


class PlannedAsk(NamedTuple):
    """Something that another survey is about to ask somebody."""

    due: datetime
    about: str
    name: str
    priority: int
    cadence_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What is known about one person before they are written to."""

    address: str = ""
    has_left: bool = False
    left_quietly: bool = False  # by rhythm only: nobody ended anything
    suppression: str = ""  # reason of it, empty when there is none
    refused_consent: bool = False
    hold: str = ""  # reason of it
    hold_until: datetime | None = None
    held_out: bool = False
    case_closed_at: datetime | None = None
    language: str = ""
    contacts: tuple[PastContact, ...] = ()
    company_id: int | None = None
    company_surveys: tuple[datetime, ...] = ()  # to anybody of their company
    planned: tuple[PlannedAsk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody would like to send."""

    purpose: str = Purpose.SURVEY.value
    channel: str = "email"
    about: str = ""
    cadence_days: int = 0  # of what it is about; the general rule holds besides
    priority: int | None = None  # nothing: it does not compete
    languages: tuple[str, ...] = ()  # in which one can ask; none means all
    after_case: bool = False  # it asks about the case that was closed
    to_leavers: bool = False  # it asks those who leave why they do

    @property
    def counted(self) -> bool:
        """Whether there is a limit to it."""
        return self.purpose in COUNTED


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, as a code with plain values."""

    allowed: bool
    reason: str
    parameters: dict[str, Any]


class CompanyCount:
    """How many of each company a dry run has asked so far."""

    def __init__(self, rule: ContactRule) -> None:
        """Nobody so far; without a limit for companies nothing is counted."""
        self.is_counting = bool(rule.company_most)
        self.asked: dict[int, list[datetime]] = {}

    def added_to(self, facts: ContactFacts) -> ContactFacts:
        """The facts with what the dry run asked at the company."""
        added = self.asked.get(facts.company_id) if facts.company_id else None
        if not added:
            return facts
        return replace(facts, company_surveys=(*facts.company_surveys, *added))

    def note(self, facts: ContactFacts, moment: datetime) -> None:
        """Somebody would be asked then."""
        if self.is_counting and facts.company_id:
            self.asked.setdefault(facts.company_id, []).append(moment)


class _Limit(NamedTuple):
    reason: ContactReason
    until: datetime
    parameters: dict[str, Any]


def judge_contact(facts: ContactFacts, rule: ContactRule, wish: Wish, *, now: datetime) -> Verdict:
    """Whether this person may be written to now; the weightiest reason against it counts.

    Where there is a day from which it is possible, the parameters name it as `free_on`; where
    another limit than the reason makes it that day, `then` names that limit.
    """
    refusal = _not_at_all(facts, wish) or _held(facts, rule, wish)
    refusal = refusal or _not_in(facts, wish.languages)
    if refusal is None and wish.counted:
        refusal = _not_now(facts, rule, wish, now)
    return refusal or Verdict(True, ContactReason.ALLOWED.value, {})


def next_free(facts: ContactFacts, rule: ContactRule, wish: Wish, *, after: datetime) -> datetime:
    """The first moment from `after` on that breaks no limit, as far as is known today, or NEVER."""
    return _way_to_free(facts, rule, wish, after)[0]


def _way_to_free(
    facts: ContactFacts, rule: ContactRule, wish: Wish, after: datetime
) -> tuple[datetime, _Limit | None]:
    """The first free moment, and the last limit on the way to it, which decides that moment."""
    moment, last = after, None
    for _ in range(_STEPS):
        limit = next(_limits(facts, rule, wish, moment), None)
        if limit is None:
            return moment, last
        if limit.until == NEVER:
            return NEVER, limit
        moment, last = limit.until, limit
    return moment, last


def _not_at_all(facts: ContactFacts, wish: Wish) -> Verdict | None:
    if facts.has_left and not wish.to_leavers and not _may_win_back(facts, wish):
        return _no(ContactReason.LEFT)
    if not facts.address and wish.channel in ADDRESSED:
        return _no(ContactReason.NO_ADDRESS, channel=wish.channel)
    if facts.suppression:
        return _no(ContactReason.SUPPRESSED, why=facts.suppression)
    if facts.refused_consent:
        return _no(ContactReason.NO_CONSENT, channel=wish.channel)
    return None


def _may_win_back(facts: ContactFacts, wish: Wish) -> bool:
    """Who only stopped coming is asked no survey, but may be told and won back."""
    return facts.left_quietly and wish.purpose != Purpose.SURVEY


def _held(facts: ContactFacts, rule: ContactRule, wish: Wish) -> Verdict | None:
    if not facts.hold:
        return None
    if facts.hold_until is None:
        return _no(ContactReason.HELD, hold=facts.hold, until="")
    until = facts.hold_until
    free_on, last = _way_to_free(facts, rule, wish, until) if wish.counted else (until, None)
    return _no(
        ContactReason.HELD,
        hold=facts.hold,
        until=until.isoformat(),
        **_from(free_on, last),
    )


def _from(free_on: datetime, decides: _Limit | None = None) -> dict[str, Any]:
    """The day from which it is possible, where there is one; `then` is the limit that makes it that
    day, where it is another than the reason told first.
    """
    found: dict[str, Any] = {} if free_on == NEVER else {"free_on": free_on.isoformat()}
    if decides is not None:
        found["then"] = {"reason": decides.reason.value, "parameters": decides.parameters}
    return found


def _not_in(facts: ContactFacts, languages: tuple[str, ...]) -> Verdict | None:
    spoken = facts.language.partition("-")[0].lower()
    if spoken and languages and spoken not in {one.partition("-")[0] for one in languages}:
        return _no(ContactReason.LANGUAGE, language=facts.language)
    return None


def _not_now(facts: ContactFacts, rule: ContactRule, wish: Wish, now: datetime) -> Verdict | None:
    if facts.held_out:
        return _no(ContactReason.HOLD_OUT)
    limit = next(_limits(facts, rule, wish, now), None)
    if limit:
        free_on, last = _way_to_free(facts, rule, wish, now)
        another = last if last and last.reason != limit.reason else None
        return _no(limit.reason, **limit.parameters, **_from(free_on, another))
    return _outranked(facts, rule, wish, now)


def _limits(facts: ContactFacts, rule: ContactRule, wish: Wish, now: datetime) -> Iterator[_Limit]:
    """Whatever stands against `now`. Contacts on either side count: history may be written in any
    order.
    """
    yield from _after_case(facts, rule, wish, now)
    same = [one for one in facts.contacts if one.purpose == wish.purpose]
    if wish.about and wish.cadence_days and wish.purpose == Purpose.SURVEY:
        own = (one for one in same if one.about == wish.about)
        yield from _too_near(own, ContactReason.CADENCE, wish.cadence_days, now)
    yield from _too_near(same, ContactReason.TOO_SOON, rule.between(wish.purpose), now)
    most, moments = rule.at_most(wish.purpose), [one.moment for one in same]
    yield from _too_many(moments, ContactReason.TOO_MANY, (most, rule.window_days), now)
    if rule.company_most and wish.purpose == Purpose.SURVEY:
        limit = (rule.company_most, rule.company_days)
        yield from _too_many(facts.company_surveys, ContactReason.COMPANY_FULL, limit, now)


def _after_case(
    facts: ContactFacts, rule: ContactRule, wish: Wish, now: datetime
) -> Iterator[_Limit]:
    if facts.case_closed_at is None or wish.after_case:
        return
    until = facts.case_closed_at + timedelta(days=rule.case_days)
    if facts.case_closed_at <= now < until:
        days = (now - facts.case_closed_at).days
        parameters = {"days": days, "case_days": rule.case_days}
        yield _Limit(ContactReason.CASE_RECENT, until, parameters)


def _too_near(
    contacts: Iterable[PastContact], reason: ContactReason, days: int, now: datetime
) -> Iterator[_Limit]:
    least = timedelta(days=days)
    near = [one for one in contacts if abs(now - one.moment) < least]
    if near:
        last = max(near, key=lambda one: one.moment)
        parameters: dict[str, Any] = {
            "days": max((now - last.moment).days, 0),
            "min_days": days,
            "purpose": last.purpose,
        }
        if last.name:
            parameters["name"] = last.name
        if last.answered_at and last.answered_at <= now:
            parameters["answered_days"] = (now - last.answered_at).days
        yield _Limit(reason, last.moment + least, parameters)


def _too_many(
    moments: Iterable[datetime], reason: ContactReason, limit: tuple[int, int], now: datetime
) -> Iterator[_Limit]:
    most, window = limit[0], timedelta(days=limit[1])
    inside = sorted(one for one in moments if abs(now - one) < window)
    if len(inside) >= most:
        until = inside[len(inside) - most] + window if most else NEVER
        parameters = {"count": len(inside), "window_days": limit[1]}
        yield _Limit(reason, until, parameters)


def _outranked(facts: ContactFacts, rule: ContactRule, wish: Wish, now: datetime) -> Verdict | None:
    """A weightier survey that is about to ask the same person, and could no more if this one did.

    One that could not ask anyway reserves nobody.
    """
    if wish.purpose != Purpose.SURVEY or wish.priority is None:
        return None
    horizon = now + timedelta(days=min(rule.ahead_days, rule.min_days))
    for one in sorted(facts.planned, key=lambda one: (one.due, one.about)):
        rival = Wish(about=one.about, cadence_days=one.cadence_days)
        due = max(one.due, now)
        if one.about == wish.about or one.priority <= wish.priority or due >= horizon:
            continue
        if next(_limits(facts, rule, rival, due), None) is None:
            after = PastContact(due, about=one.about, name=one.name)
            free, last = _way_to_free(_with(facts, after), rule, wish, due)
            return _no(
                ContactReason.OUTRANKED,
                name=one.name,
                due=due.isoformat(),
                **_from(free, last),
            )
    return None


def _with(facts: ContactFacts, contact: PastContact) -> ContactFacts:
    return ContactFacts(
        contacts=(*facts.contacts, contact),
        company_surveys=facts.company_surveys,
        case_closed_at=facts.case_closed_at,
    )


def _no(reason: ContactReason, **parameters: Any) -> Verdict:
    return Verdict(False, reason.value, parameters)


def _number(found: Any, usual: int, *, lowest: int) -> int:
    if isinstance(found, bool) or not isinstance(found, int):
        return usual
    return found if lowest <= found <= LONGEST else usual
