"""Look for moments that go along with staying, and make one of them the first value."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day
from emptychair.onboarding.errors import NothingFound, TermsIncomplete
from emptychair.onboarding.finding_types import Candidate, Outcome
from emptychair.onboarding.models import FinderRun, FirstValueVersion
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.queries.finding import ORDER_NAME, USE_NAME, watched_by
from emptychair.onboarding.queries.stored import found_moments
from emptychair.onboarding.rules.days import as_day
from emptychair.onboarding.rules.finding import search
from emptychair.onboarding.services.definitions import define_first_value
from emptychair.onboarding.types import Begins, Kind, Rule, Terms, What


def ask_for_search(access: Access, *, kind: str, outcome: str) -> None:
    """Have the moments looked for now."""
    access.require(Permission.PROGRAMME_MANAGE)
    if kind not in Kind.values or outcome not in Outcome.values:
        raise TermsIncomplete
    enqueue(
        "onboarding.find_moments",
        workspace_id=access.workspace.pk,
        kind=kind,
        outcome=outcome,
    )


def find_moments(access: Access, *, kind: str, outcome: str, now: datetime) -> FinderRun:
    """Search and keep what was found in place of the last search."""
    access.require(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    terms = _beginning(access, kind)
    watched = watched_by(access, kind, terms, outcome, as_day(today) or 0)
    facts: dict[str, Any] = msgspec.to_builtins(search(watched))
    row, _made = FinderRun.objects.update_or_create(
        workspace=access.workspace,
        kind=kind,
        defaults={"as_of": today, "read_at": now, "outcome": outcome, "facts": facts},
    )
    return row


@transaction.atomic
def take_moment(
    access: Access, *, kind: str, candidate: Candidate, words: str
) -> FirstValueVersion:
    """Make one of those found the first value of everybody of the kind. Raises `NothingFound`."""
    access.require(Permission.PROGRAMME_MANAGE)
    found = found_moments(access, kind)
    if found is None or candidate not in [one.candidate for one in found.search.moments]:
        raise NothingFound
    before = _beginning(access, kind)
    what = {ORDER_NAME: What.ORDER, USE_NAME: What.USE}.get(candidate.name, What.EVENT)
    rule = Rule(
        what=what.value,
        name=candidate.name if what == What.EVENT else "",
        count=candidate.count,
    )
    terms = Terms(
        words=words,
        rule=rule,
        begins=before.begins,
        begin_event=before.begin_event,
        steps=before.steps,
        target_days=candidate.days,
    )
    return define_first_value(access, kind=kind, segment="", terms=terms, reason="")


def _beginning(access: Access, kind: str) -> Terms:
    """From when days count now; without a definition from the day they became a customer."""
    same = [one for one in definitions(access) if one.kind == kind]
    same.sort(key=lambda one: one.segment)
    if same:
        return same[0].terms
    return Terms(words="", rule=Rule(), begins=Begins.JOINED.value)
