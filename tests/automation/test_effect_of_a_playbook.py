"""Whether it helps: by chance held out, at every look, and honest about what is missing."""

from datetime import timedelta

import pytest

from emptychair.automation.models import Run
from emptychair.automation.queries.effects import EffectReading, effect_known, effect_of
from emptychair.automation.services.measuring import measure_effect
from emptychair.automation.types import RunState
from tests.factories.automation import make_playbook
from tests.factories.customers import make_event, make_person
from tests.people import NOW

LONG_AGO = NOW - timedelta(days=120)


def made(people, playbook, number, *, held_out, left=0, **fields):
    runs = []
    for place in range(number):
        left_on = (LONG_AGO + timedelta(days=30)).date() if place < left else None
        runs.append(
            Run(
                workspace=people.workspace,
                playbook=playbook,
                version=playbook.version,
                person=make_person(people.workspace, left_on=left_on),
                about="person",
                occurrence=f"{held_out}:{place}:{fields}",
                happened_at=LONG_AGO,
                began_at=fields.get("began_at", LONG_AGO),
                state=RunState.HELD_OUT if held_out else RunState.DONE,
                is_held_out=held_out,
            )
        )
    return Run.objects.bulk_create(runs)


def test_without_a_hold_out_nothing_is_claimed(people):
    playbook = make_playbook(people.workspace)
    read = effect_of(people.system, playbook, now=NOW)
    assert (read.share, read.bounds, read.treated) == (0, None, None)


def test_whose_days_are_not_over_do_not_count_yet(people):
    playbook = make_playbook(people.workspace, hold_out=50)
    made(people, playbook, 3, held_out=False, began_at=NOW - timedelta(days=10))
    read = effect_of(people.system, playbook, now=NOW)
    assert (read.waiting, read.treated, read.bounds) == (3, None, None)
    assert read.first_ripe_on > NOW.date()


def test_few_customers_tell_nothing_and_how_many_are_missing_is_said(people):
    playbook = make_playbook(people.workspace, hold_out=50)
    made(people, playbook, 10, held_out=False, left=1)
    made(people, playbook, 10, held_out=True, left=3)
    read = effect_of(people.system, playbook, now=NOW)
    assert (read.treated.n, read.treated.successes, read.held_out.successes) == (10, 9, 7)
    assert read.bounds.estimate == pytest.approx(0.2)
    assert not read.is_told
    assert read.needed > 100
    assert read.p == 1.0


def test_a_large_difference_of_many_is_told_at_any_look(people):
    playbook = make_playbook(people.workspace, hold_out=50)
    made(people, playbook, 150, held_out=False, left=5)
    made(people, playbook, 150, held_out=True, left=75)
    read = effect_of(people.system, playbook, now=NOW)
    assert read.is_told
    assert read.bounds.low > 0
    assert read.p < 0.05
    assert read.bounds.low < read.difference.low  # looking daily costs width


def test_each_customer_counts_once_and_those_started_by_hand_do_not(people):
    playbook = make_playbook(people.workspace, hold_out=50)
    first = made(people, playbook, 2, held_out=False)
    again = Run.objects.get(pk=first[0].pk)
    again.pk, again.occurrence, again._state.adding = None, "again", True
    again.save()
    Run.objects.filter(pk=first[1].pk).update(started_by="Bob")
    read = effect_of(people.system, playbook, now=NOW)
    assert read.treated.n == 1


def test_being_active_again_is_read_from_events_within_the_days(people):
    playbook = make_playbook(people.workspace, hold_out=50, goal="active", goal_days=30)
    runs = made(people, playbook, 3, held_out=False)
    make_event(runs[0].person, occurred_at=LONG_AGO + timedelta(days=5))
    make_event(runs[1].person, occurred_at=LONG_AGO + timedelta(days=50))
    read = effect_of(people.system, playbook, now=NOW)
    assert (read.treated.successes, read.treated.n) == (1, 3)


def test_what_the_night_measured_is_kept_whole_and_once_a_day(people, monkeypatch):
    playbook = make_playbook(people.workspace, hold_out=50)
    made(people, playbook, 4, held_out=False, left=1)
    made(people, playbook, 4, held_out=True, left=2)
    made(people, playbook, 1, held_out=False, began_at=NOW - timedelta(days=3))
    assert measure_effect(people.system, playbook, now=NOW)
    playbook.refresh_from_db()
    assert EffectReading.of(playbook.effect) == effect_of(people.system, playbook, now=NOW)
    assert not measure_effect(people.system, playbook, now=NOW + timedelta(hours=1))
    monkeypatch.setattr("emptychair.automation.queries.effects.FEW", 1)
    made(people, playbook, 2, held_out=False, began_at=NOW - timedelta(days=2))
    assert effect_known(people.system, playbook, now=NOW).waiting == 1
