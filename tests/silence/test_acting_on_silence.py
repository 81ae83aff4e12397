"""Contact, put off, explain, hold out: what a person does about a silence is remembered."""

from datetime import timedelta

import pytest

from emptychair.customers.queries.segment_people import people_fitting
from emptychair.customers.rules.segments import Condition, SegmentRules
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.cards import Customer, cards_of
from emptychair.kit.errors import Invalid, NotFound
from emptychair.loop.models import CaseEntry
from emptychair.silence.errors import NoSuchSilence
from emptychair.silence.models import SilenceReading, SilentEpisode
from emptychair.silence.queries.readings import Wanted, room_of, silent_customers
from emptychair.silence.queries.returned import who_came_back
from emptychair.silence.services.acting import (
    contact_silent,
    end_pause,
    explain_silence,
    snooze_silence,
)
from emptychair.silence.services.reading import read_silence
from emptychair.silence.services.settings import Wanted as Settings
from emptychair.silence.services.settings import change_settings
from tests.factories.customers import make_person
from tests.people import NOW
from tests.silence.conftest import regular, signs

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def lapsed(people, system):
    person = regular(people.workspace, 9, until=60, yearly_value=500)
    read_silence(system, now=NOW)
    return person


def listed(system, show="week"):
    return [row.id for row in silent_customers(system, Wanted(show=show), today=TODAY)[0:50]]


def test_a_contact_opens_one_case_with_the_silence_in_its_title(system, lapsed):
    unit = ("person", lapsed.pk)
    case = contact_silent(system, unit, now=NOW, note="On holiday", reached=True)
    assert contact_silent(system, unit, now=NOW) == case
    assert case.person == lapsed
    assert "60" in case.title
    assert CaseEntry.objects.get(case=case, kind="call").text == "On holiday"
    assert listed(system) == []
    assert listed(system, "contacted") == [lapsed.pk]
    assert room_of(system, today=TODAY).done == 1
    assert SilentEpisode.objects.get().case == case


def test_put_off_ones_come_back_by_themselves(system, lapsed):
    unit = ("person", lapsed.pk)
    snooze_silence(system, unit, until=TODAY + timedelta(days=10), now=NOW)
    assert listed(system) == []
    later = silent_customers(system, Wanted(), today=TODAY + timedelta(days=10))[0:5]
    assert [row.id for row in later] == [lapsed.pk]
    snooze_silence(system, unit, until=None, now=NOW)
    assert listed(system) == [lapsed.pk]


def test_who_is_known_to_be_away_is_not_silent_until_then(system, lapsed):
    unit = ("person", lapsed.pk)
    until = TODAY + timedelta(days=30)
    explain_silence(system, unit, until=until, reason="Parental leave", now=NOW)
    read_silence(system, now=NOW)
    assert listed(system) == []
    assert listed(system, "paused") == [lapsed.pk]
    end_pause(system, unit, now=NOW)
    assert listed(system) == [lapsed.pk]
    explain_silence(system, unit, until=until, reason="Parental leave", now=NOW)
    read_silence(system, now=NOW + timedelta(days=31))
    assert SilenceReading.objects.get().is_listed


def test_a_pause_needs_a_reason_and_an_end(system, lapsed):
    unit = ("person", lapsed.pk)
    with pytest.raises(Invalid, match="until which day"):
        explain_silence(system, unit, until=TODAY, reason="x", now=NOW)
    with pytest.raises(Invalid, match="why they are away"):
        explain_silence(system, unit, until=TODAY + timedelta(days=3), reason=" ", now=NOW)
    with pytest.raises(NoSuchSilence):
        contact_silent(system, ("person", lapsed.pk + 999), now=NOW)
    with pytest.raises(NotFound):
        explain_silence(system, ("plant", 1), until=None, reason="x", now=NOW)


def test_the_silent_stand_on_today_and_beside_the_customer(system, lapsed):
    items = agenda_sources()["silence.silent"](system, now=NOW, limit=20)
    assert [(item.kind, item.person_id, item.value) for item in items] == [
        ("contact", lapsed.pk, 500.0)
    ]
    cards = cards_of(system, Customer(person_id=lapsed.pk), now=NOW)
    assert any("60" in card.say and card.tone == "bad" for card in cards)
    stale = NOW + timedelta(days=30)
    assert agenda_sources()["silence.silent"](system, now=stale, limit=20) == []


def test_who_came_back_is_counted_from_the_contact_and_from_the_noticing(system, people):
    contacted = [regular(people.workspace, 9, until=60 + turn) for turn in range(6)]
    alone = [regular(people.workspace, 9, until=70 + turn) for turn in range(6)]
    for turn in range(20):
        regular(people.workspace, 9, until=turn / 4)
    before = NOW - timedelta(days=20)
    read_silence(system, now=before, on=before.date())
    for person in contacted:
        contact_silent(system, ("person", person.pk), now=before)
        signs(person, 10, name="again")
    signs(alone[0], 5, name="again")
    read_silence(system, now=NOW)
    found = who_came_back(system, today=TODAY)
    groups = {one.key: one for one in found.groups}
    assert (groups["contacted"].silences, groups["contacted"].returned) == (6, 6)
    assert (groups["not_contacted"].silences, groups["not_contacted"].returned) == (12, 1)
    assert found.contacted.p_value < 0.05
    assert found.drawn is None
    assert groups["contacted"].curve.at(10)[0] == pytest.approx(0)


def test_settings_out_of_range_are_refused(system):
    with pytest.raises(Invalid):
        change_settings(system, Settings(cut=0.2))
    with pytest.raises(Invalid):
        change_settings(system, Settings(held_out=0.9))


def test_segments_reach_the_silent(system, people, lapsed):
    other = make_person(people.workspace)
    for operator, expected in (("yes", [lapsed.pk]), ("no", [other.pk])):
        rules = SegmentRules(conditions=(Condition("silent", operator),))
        assert list(people_fitting(system, rules).values_list("pk", flat=True)) == expected
