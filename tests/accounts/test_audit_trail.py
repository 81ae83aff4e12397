from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from emptychair.accounts.access import Access
from emptychair.accounts.audit_words import words_of
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user, audit_entries, audit_rows
from emptychair.accounts.scope_words import SCOPES
from emptychair.accounts.services.audit import record_audit
from emptychair.accounts.services.teams import change_team, create_team
from emptychair.accounts.types import AuditFilters
from emptychair.kit.errors import Refused
from emptychair.web.settings.people.audit_choices import CHOICES
from tests.factories.customers import make_company
from tests.factories.loop import make_case


def test_a_change_is_told_with_before_and_after(people):
    access = access_of_user(people.alice)
    team = create_team(access, name="Legal")
    change_team(access, team, name="Law", kind="legal", address="")
    with translation.override("en"):
        row = audit_rows(access, list(audit_entries(access, AuditFilters())[:1]))[0]
    assert (row.actor, row.what, row.subject) == ("Alice", "Team: changed", "Team")
    assert [(one.name, one.before, one.after) for one in row.changes] == [
        ("Kind", "", "Legal"),
        ("Name", "Legal", "Law"),
    ]


def test_codes_and_numbers_are_read_aloud(people):
    access, zone_of_tokyo = access_of_user(people.alice), "2026-11-23 08:00"
    team = create_team(access, name="Legal")
    case = make_case(people.workspace, number=31)
    entry = record_audit(
        access,
        case,
        action="case.closed",
        before={"state": "open", "team_id": None, "batch": "f00", "snoozed_until": None},
        after={
            "state": "closed",
            "team_id": team.pk,
            "assignee_id": people.bob.pk,
            "reached": True,
            "snoozed_until": "2026-11-22T23:00:00+00:00",
            "cases": [case.pk, 999_999],
        },
    )
    with translation.override("en"):
        row = audit_rows(access, [entry], choices=CHOICES)[0]
    told = {one.name: (one.before, one.after) for one in row.changes}
    assert row.subject_name == "#31"
    assert told == {
        "Cases": ("", "#31, 999999"),
        "In the hands of": ("", "Bob"),
        "Put off until": ("", zone_of_tokyo),
        "Reached": ("", "yes"),
        "State": ("our turn", "closed"),
        "Team": ("", "Legal"),
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["¥6,000,000", "¥6,000", "−¥285,191", "$1,234.50"]),
        ("ja", ["6,000,000円", "6,000円", "−285,191円", "$1,234.50"]),
    ],
)
def test_amounts_stand_in_their_currency_and_are_not_rounded(people, language, told):
    company = make_company(people.workspace)
    given = [
        {"yearly_value": "6000000"},
        {"hour_costs": "6000"},
        {"stake": -285191.2440279309},
        {"yearly_value": "1234.50", "currency": "USD"},
    ]
    entries = [
        record_audit(people.system, company, action="company.changed", after=after)
        for after in given
    ]
    with translation.override(language):
        rows = audit_rows(people.system, entries, choices=CHOICES)
    assert [row.changes[-1].after for row in rows] == told


def test_what_is_no_amount_stands_as_it_was_stored(people):
    company = make_company(people.workspace)
    after = {"yearly_value": "unknown"}
    entry = record_audit(people.system, company, action="company.changed", after=after)
    (row,) = audit_rows(people.system, [entry], choices=CHOICES)
    assert row.changes[0].after == "unknown"


def test_names_of_the_neighbours_do_not_stand_in_our_trail(people):
    theirs = create_team(Access.system(people.neighbours, "tests"), name="Secret")
    ours = create_team(people.system, name="Legal")
    entry = record_audit(people.system, ours, action="case.assigned", after={"team_id": theirs.pk})
    row = audit_rows(access_of_user(people.alice), [entry])[0]
    assert row.changes[0].after == str(theirs.pk)


def test_a_page_of_the_trail_asks_as_often_for_one_entry_as_for_forty(
    people, django_assert_max_num_queries
):
    access = access_of_user(people.alice)
    for number in range(40):
        team = create_team(access, name=f"Team {number}")
        change_team(access, team, name=f"Team {number}", kind="legal", address="")
    entries = list(audit_entries(access, AuditFilters()))
    with django_assert_max_num_queries(2):  # one for each table that is named
        assert len(audit_rows(access, entries, choices=CHOICES)) == len(entries)


def test_all_that_was_merged_is_said_with_one_word():
    with translation.override("ja"):
        assert "まとめ" in words_of("person.merged")
        assert "まとめ" in words_of("person.merge_undone")
        assert "統合" not in words_of("person.merged") + words_of("person.merge_undone")


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
