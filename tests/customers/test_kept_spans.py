"""Who was in a state from when until when, kept by nights; who left, kept the same way."""

from datetime import timedelta

import pytest

from emptychair.customers.models import Departure, KeptHistory
from emptychair.customers.queries.gone import people_away
from emptychair.customers.queries.spans import is_past, known_from, spans_on
from emptychair.customers.services import spans
from emptychair.customers.services.leaving import read_leaving
from emptychair.customers.services.spans import KEPT, keep_spans
from emptychair.messaging.queries.facts import contact_facts
from emptychair.silence.models import SilenceState
from emptychair.success.models import RiskSpan
from tests.customers.test_who_left import bought, contract
from tests.factories.customers import make_company, make_person
from tests.people import NOW

TODAY = NOW.date()


def inside(people, day):
    rows = spans_on(people.system, RiskSpan, day)
    return set(rows.values_list("unit", flat=True))


@pytest.mark.django_db
def test_a_stay_ends_on_the_first_night_without_and_another_begins_on_its_own(people):
    firm, person = make_company(people.workspace), make_person(people.workspace)
    both = {firm.pk: {}, -person.pk: {}}
    days = [TODAY + timedelta(days=number) for number in range(4)]
    for day, told in zip(days, (both, {firm.pk: {}}, {firm.pk: {}}, both), strict=True):
        assert keep_spans(people.system, RiskSpan, told, on=day)
        assert keep_spans(people.system, RiskSpan, told, on=day)  # twice is harmless
    assert [inside(people, day) for day in days] == [set(both), {firm.pk}, {firm.pk}, set(both)]
    assert RiskSpan.objects.count() == 3
    assert known_from(people.system, RiskSpan) == TODAY
    assert is_past(people.system, RiskSpan, TODAY)
    assert not is_past(people.system, RiskSpan, days[3])
    assert RiskSpan.objects.get(unit=-person.pk, ended_on=None).person == person


def test_an_earlier_day_is_not_written_anew(people):
    person = make_person(people.workspace)
    keep_spans(people.system, RiskSpan, {-person.pk: {}}, on=TODAY)
    assert not keep_spans(people.system, RiskSpan, {}, on=TODAY - timedelta(days=1))
    assert inside(people, TODAY) == {-person.pk}


def test_a_change_of_the_column_ends_one_stay_and_begins_another(people):
    person = make_person(people.workspace)
    for number, silent in enumerate((False, False, True)):
        told = {-person.pk: {"is_silent": silent, "value": 10.0 * number}}
        day = TODAY + timedelta(days=number)
        keep_spans(people.system, SilenceState, told, on=day, alike="is_silent")
    rows = SilenceState.objects.order_by("began_on").values_list("is_silent", "value")
    assert list(rows) == [(False, 0.0), (True, 20.0)]


def test_a_stay_of_one_look_leaves_nothing_and_old_ones_are_forgotten(people):
    person = make_person(people.workspace)
    keep_spans(people.system, RiskSpan, {-person.pk: {}}, on=TODAY)
    keep_spans(people.system, RiskSpan, {}, on=TODAY)
    assert not RiskSpan.objects.exists()
    keep_spans(people.system, RiskSpan, {-person.pk: {}}, on=TODAY)
    keep_spans(people.system, RiskSpan, {}, on=TODAY + timedelta(days=1))
    keep_spans(people.system, RiskSpan, {}, on=TODAY + KEPT)
    assert RiskSpan.objects.count() == 1
    keep_spans(people.system, RiskSpan, {}, on=TODAY + KEPT + timedelta(days=2))
    assert not RiskSpan.objects.exists()
    assert KeptHistory.objects.get().known_from == TODAY


def test_who_comes_back_keeps_the_days_in_which_they_were_gone(people):
    person = make_person(people.workspace)
    contract(person, 400, 60, today=TODAY)
    read_leaving(people.system, now=NOW)
    (row,) = Departure.objects.all()
    assert (row.left_on, row.how) == (TODAY - timedelta(days=60), "contract")
    contract(person, 1, today=TODAY)
    read_leaving(people.system, now=NOW)
    (away,) = people_away(people.system, [person.pk])[person.pk]
    assert (away.left_on, away.back_on) == (row.left_on, TODAY)
    assert not contact_facts(people.system, [person.pk], now=NOW)[person.pk].has_left


def test_what_was_written_down_yields_to_a_contract_that_runs(people):
    person = make_person(people.workspace, left_on=TODAY - timedelta(days=5))
    contract(person, 400, today=TODAY)
    assert contact_facts(people.system, [person.pk], now=NOW)[person.pk].has_left  # not read yet
    read_leaving(people.system, now=NOW)
    assert not contact_facts(people.system, [person.pk], now=NOW)[person.pk].has_left


def test_who_orders_again_may_be_asked_before_the_next_reading(people):
    for _each in range(12):
        bought(make_person(people.workspace), *range(2, 200, 20))
    person = make_person(people.workspace)
    bought(person, 300, 310, 320)
    read_leaving(people.system, now=NOW)
    facts = contact_facts(people.system, [person.pk], now=NOW)[person.pk]
    assert (facts.has_left, facts.left_quietly) == (True, True)
    bought(person, 0)
    assert not contact_facts(people.system, [person.pk], now=NOW)[person.pk].has_left


def test_what_was_interrupted_is_finished_by_the_next_time(people, monkeypatch):
    whom = [make_person(people.workspace) for _each in range(5)]
    told = {-one.pk: {} for one in whom}
    monkeypatch.setattr(spans, "AT_ONCE", 2)
    real, turns = spans.store_new, []

    def until_then(rows):
        turns.append(1)
        if len(turns) > 1:
            raise RuntimeError
        real(rows)

    with monkeypatch.context() as patched:
        patched.setattr(spans, "store_new", until_then)
        with pytest.raises(RuntimeError):
            keep_spans(people.system, RiskSpan, told, on=TODAY)
    assert len(inside(people, TODAY)) == 2
    assert known_from(people.system, RiskSpan) is None
    later = TODAY + timedelta(days=1)
    whom[4].delete()  # and vanished since they were looked at
    assert keep_spans(people.system, RiskSpan, told, on=later)
    assert inside(people, later) == {-one.pk for one in whom[:4]}
    assert RiskSpan.objects.count() == 4
    assert known_from(people.system, RiskSpan) == later
