"""What the contact rule has to know, for one person or a whole workspace in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.customers.models import Consent, Person, Suppression
from emptychair.customers.queries.gone import away_among, people_away
from emptychair.customers.queries.returning import still_away
from emptychair.kit.many import among
from emptychair.kit.moments import moment_of, told_as_text
from emptychair.messaging.askers import Theme, askers
from emptychair.messaging.models import ContactDecision, Hold, HoldOut
from emptychair.messaging.queries.addresses import linked_addresses
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.rules.contact_rate import (
    ContactFacts,
    ContactRule,
    PastContact,
    PlannedAsk,
)
from emptychair.messaging.rules.phones import international
from emptychair.messaging.types import ADDRESSED, COUNTED, EMAIL, SMS, Purpose

MANY = 4000  # from so many on everything of the workspace is read, which is quicker
AHEAD = timedelta(days=366)  # contacts of the future count as well, where history is written late
SAME = timedelta(days=1)  # what two know of the same thing so near to each other is one contact
Ids = Collection[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What is the same for everybody who is looked at."""

    access: Access
    now: datetime
    channel: str
    rule: ContactRule
    since: datetime
    themes: Mapping[str, Theme]


@dataclass(frozen=True, slots=True)
class _Person:
    pk: int
    address: str
    has_left: bool
    left_quietly: bool
    language: str
    company_id: int | None


def contact_facts(
    access: Access,
    person_ids: Ids,
    *,
    now: datetime,
    channel: str = EMAIL,
    cadence_days: int = 0,
) -> dict[int, ContactFacts]:
    """What speaks for and against writing to these people, or to everybody, on a channel.

    About fifteen queries, however many people. `cadence_days` says how far back one has to look
    besides.
    """
    rule = contact_rule(access)
    look = _Look(
        access=access,
        now=now,
        channel=channel,
        rule=rule,
        since=now - timedelta(days=max(rule.memory_days, cadence_days)),
        themes=themes_of(access),
    )
    found = {} if _is_nobody(person_ids) else _facts(look, _named(person_ids))
    if person_ids is not None and len(person_ids) > MANY:
        return {pk: found[pk] for pk in person_ids if pk in found}
    return found


def _is_nobody(person_ids: Ids) -> bool:
    return person_ids is not None and not person_ids


def _named(person_ids: Ids) -> Ids:
    """The people by their numbers, each once; many of them as everybody."""
    return None if person_ids is None or len(person_ids) > MANY else sorted(set(person_ids))


def last_surveys(
    access: Access, person_ids: Ids, *, now: datetime, days: int = 400
) -> dict[int, datetime]:
    """When people were last sent or shown a survey, wherever that is recorded, by person."""
    look = _Look(
        access=access,
        now=now,
        channel=EMAIL,
        rule=contact_rule(access),
        since=now - timedelta(days=days),
        themes={},
    )
    found: dict[int, datetime] = {}
    known = {} if _is_nobody(person_ids) else _contacts(look, _named(person_ids))
    for person_id, contacts in known.items():
        surveys = [one.moment for one in contacts if one.purpose == Purpose.SURVEY]
        if surveys:
            found[person_id] = max(surveys)
    return found


def themes_of(access: Access) -> dict[str, Theme]:
    """Everything that is asked in this workspace, by `about`."""
    return {about: theme for asker in askers() for about, theme in asker.themes(access).items()}


def _facts(look: _Look, ids: Ids) -> dict[int, ContactFacts]:
    access, now = look.access, look.now
    people = _people(look, ids)
    suppressed = _suppressed(look, ids, people)
    refused, holds = people_who_refused(access, ids, look.channel), holds_of(access, ids, now=now)
    held_out, closed = _held_out(access, ids, now), _closed_cases(look, ids)
    contacts, planned = _contacts(look, ids), _planned(look, ids)
    at_company = _at_company(look, people)
    nothing: tuple[Any, ...] = ()
    found = {}
    for one in people:
        hold, hold_until = holds.get(one.pk, ("", None))
        found[one.pk] = ContactFacts(
            address=one.address,
            has_left=one.has_left,
            left_quietly=one.left_quietly,
            suppression=suppressed.get(one.address.lower(), "") if suppressed else "",
            refused_consent=one.pk in refused,
            hold=hold,
            hold_until=hold_until,
            held_out=one.pk in held_out,
            case_closed_at=closed.get(one.pk),
            language=one.language,
            contacts=tuple(contacts[one.pk]) if one.pk in contacts else nothing,
            company_id=one.company_id,
            company_surveys=at_company.get(one.company_id, nothing) if one.company_id else nothing,
            planned=tuple(planned[one.pk]) if one.pk in planned else nothing,
        )
    return found


def _people(look: _Look, ids: Ids) -> list[_Person]:
    access, channel = look.access, look.channel
    rows = Person.objects.visible_to(access)
    if ids is not None:
        rows = rows.filter(among("pk", ids))
    column = {EMAIL: "email", SMS: "phone"}.get(channel, "")
    linked = linked_addresses(access, channel, ids) if _is_linked(channel) else {}
    today = look.now.astimezone(access.workspace.zone).date()
    country = access.workspace.country
    wanted = rows.values_list("pk", "language", "company_id", column or "email", "left_on")
    people = list(wanted.iterator(5000))
    if ids is None:
        away_of = people_away(access)
    else:
        away_of = away_among(access, {pk: (day, firm) for pk, _, firm, _, day in people})
    gone = still_away(access, away_of, today)
    found = []
    for pk, language, company_id, given, _left_on in people:
        address = given if column else linked.get(pk, "")
        if channel == SMS:
            address = international(given, country)
        away = gone.get(pk)
        quietly = away is not None and away.quietly
        found.append(_Person(pk, address, away is not None, quietly, language, company_id))
    return found


def _is_linked(channel: str) -> bool:
    return channel in ADDRESSED and channel not in {EMAIL, SMS}


def _suppressed(look: _Look, ids: Ids, people: list[_Person]) -> dict[str, str]:
    rows = Suppression.objects.visible_to(look.access).filter(channel=look.channel)
    if ids is not None:
        addresses = {one.address.lower() for one in people if one.address}
        rows = rows.filter(among("address", addresses))
    return dict(rows.values_list("address", "reason"))


def people_who_refused(access: Access, ids: Ids, channel: str) -> set[int]:
    """Whose newest word about the channel is no. Who never said anything may be written to."""
    rows = _of(Consent.objects.visible_to(access).filter(channel=channel), ids)
    newest = dict(rows.order_by("said_at", "pk").values_list("person_id", "given"))
    return {person_id for person_id, given in newest.items() if not given}


def holds_of(access: Access, ids: Ids, *, now: datetime) -> dict[int, tuple[str, datetime | None]]:
    """What holds people now, why and until when; of several holds the one that lasts longest."""
    rows = _of(Hold.objects.visible_to(access).filter(lifted_at=None), ids)
    rows = rows.filter(Q(until=None) | Q(until__gt=now))
    found = rows.values_list("person_id", "reason", "until")
    ordered = sorted(found, key=lambda row: (row[2] is None, row[2] or now))
    return {person: (reason, until) for person, reason, until in ordered}


def _held_out(access: Access, ids: Ids, now: datetime) -> set[int]:
    rows = _of(HoldOut.objects.visible_to(access).filter(drawn_at__lte=now), ids)
    rows = rows.filter(Q(until=None) | Q(until__gt=now))
    return set(rows.values_list("person_id", flat=True))


def _closed_cases(look: _Look, ids: Ids) -> dict[int, datetime]:
    """When the newest case of somebody was closed, where that was a short while ago."""
    since = look.now - timedelta(days=look.rule.case_days)
    rows = _of(Hold.objects.visible_to(look.access).filter(lifted_at__gt=since), ids)
    rows = rows.filter(source__startswith="case:", lifted_at__lte=look.now)
    return dict(rows.order_by("lifted_at").values_list("person_id", "lifted_at"))


def _contacts(look: _Look, ids: Ids) -> dict[int, list[PastContact]]:
    """What was decided here, and what others know of besides; each contact once."""
    access, since, themes = look.access, look.since, look.themes
    found: dict[int, list[PastContact]] = defaultdict(list)
    kept = _merged(access, ids)
    whose = None if ids is None else [*ids, *kept]
    rows = ContactDecision.objects.visible_to(access)
    # By the person: SQLite would rather read all that was allowed in that time.
    rows = rows.filter(allowed=True) if whose is None else _of(rows.exclude(allowed=False), whose)
    rows = rows.filter(purpose__in=COUNTED, decided_at__gt=since, decided_at__lt=look.now + AHEAD)
    told = told_as_text("decided_at")
    wanted = rows.values_list("person_id", told, "purpose", "about", "occasion")
    for row_of, moment, purpose, about, occasion in wanted.iterator(5000):
        person_id = kept.get(row_of, row_of)
        theme = about or ":".join(occasion.split(":")[:2])
        name = themes[theme].name if theme in themes else ""
        found[person_id].append(PastContact(moment_of(moment), purpose, theme, name))
    for asker in askers():
        for row_of, contact in asker.contacts(access, whose, since=since):
            _add(found[kept.get(row_of, row_of)], contact, themes)
    return found


def _add(known: list[PastContact], contact: PastContact, themes: Mapping[str, Theme]) -> None:
    """A contact that somebody else knows of; of one that is known they may know the answer."""
    for place, one in enumerate(known):
        alike = one.about == contact.about and one.purpose == contact.purpose
        if alike and abs(one.moment - contact.moment) < SAME:
            if contact.answered_at:
                known[place] = one._replace(answered_at=contact.answered_at)
            return
    theme = themes.get(contact.about)
    known.append(contact._replace(name=theme.name) if theme else contact)


def _merged(access: Access, ids: Ids) -> dict[int, int]:
    """Rows of people who were merged into these: what they were asked, these were asked."""
    rows = Person.objects.visible_to(access).filter(merged_into__isnull=False)
    if ids is not None:
        rows = rows.filter(among("merged_into_id", ids))
    return dict(rows.values_list("pk", "merged_into_id"))


def _at_company(look: _Look, people: Iterable[_Person]) -> dict[int, tuple[datetime, ...]]:
    """When anybody of a company was sent a survey, where the rule has a limit for it."""
    access, now, rule = look.access, look.now, look.rule
    if not rule.company_most:
        return {}
    ids = {one.company_id for one in people if one.company_id}
    window = timedelta(days=rule.company_days)
    rows = ContactDecision.objects.visible_to(access).filter(
        allowed=True,
        purpose=Purpose.SURVEY,
        decided_at__gt=now - window,
        decided_at__lt=now + window,
    )
    if len(ids) <= MANY:
        rows = rows.filter(among("company_id", ids))
    found: dict[int, list[datetime]] = defaultdict(list)
    wanted = rows.exclude(company=None).values_list("company_id", "decided_at")
    for company_id, moment in wanted.iterator(5000):
        if company_id is not None:
            found[company_id].append(moment)
    return {company_id: tuple(moments) for company_id, moments in found.items()}


def _planned(look: _Look, ids: Ids) -> dict[int, list[PlannedAsk]]:
    found: dict[int, list[PlannedAsk]] = defaultdict(list)
    if not look.rule.ahead_days:
        return found
    until = look.now + timedelta(days=look.rule.ahead_days)
    for asker in askers():
        for person_id, ask in asker.planned(look.access, ids, until=until):
            found[person_id].append(ask)
    return found


def _of(rows: Any, ids: Ids) -> Any:
    return rows if ids is None else rows.filter(among("person_id", ids))
