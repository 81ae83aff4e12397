from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from emptychair.accounts.audit_words import words_of
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user, audit_entries, audit_rows
from emptychair.accounts.scope_words import SCOPES
from emptychair.accounts.services.teams import change_team, create_team
from emptychair.accounts.types import AuditFilters
from emptychair.kit.errors import Refused


def test_a_change_is_told_with_before_and_after(people):
    access = access_of_user(people.alice)
    team = create_team(access, name="Legal")
    change_team(access, team, name="Law", kind="legal", address="")
    with translation.override("en"):
        row = audit_rows(access, list(audit_entries(access, AuditFilters())[:1]))[0]
    assert (row.actor, row.what, row.subject) == ("Alice", "Team: changed", "Team")
    assert [(one.name, one.before, one.after) for one in row.changes] == [
        ("Kind", "", "legal"),
        ("Name", "Legal", "Law"),
    ]


def test_an_action_without_words_is_shown_as_it_is():
    with translation.override("en"):
        assert words_of("rocket.lifted_off") == "rocket: lifted off"
    with translation.override("ja"):
        assert words_of("case.closed") != "Case: closed"


def test_the_trail_is_filtered_by_person_action_subject_and_period(people):
    access = access_of_user(people.alice)
    team = create_team(access, name="Legal")
    create_team(access_of_user(people.maya), name="Finance")
    now = timezone.now()
    filters = {
        "actor": AuditFilters(actor_id=people.maya.pk),
        "subject": AuditFilters(subject_kind="accounts.team", subject_id=team.pk),
        "later": AuditFilters(since=now + timedelta(days=1)),
        "until": AuditFilters(action="team.created", until=now + timedelta(days=1)),
    }
    counted = {name: audit_entries(access, one).count() for name, one in filters.items()}
    assert counted == {"actor": 1, "subject": 1, "later": 0, "until": 2}


def test_neighbours_and_members_read_nothing_of_it(people):
    create_team(people.system, name="Legal")
    theirs = audit_entries(access_of_user(people.charlie), AuditFilters(action="team.created"))
    assert not theirs.exists()
    with pytest.raises(Refused):
        audit_entries(access_of_user(people.bob), AuditFilters())


def test_values_stay_away_from_those_who_may_not_see_names(people):
    create_team(people.system, name="Legal")
    blind = replace(access_of_user(people.alice), may_see_names=False)
    entries = list(AuditEntry.objects.filter(action="team.created"))
    assert audit_rows(blind, entries)[0].changes == ()


def test_every_right_has_its_sentence():
    assert set(SCOPES) == set(Permission)
