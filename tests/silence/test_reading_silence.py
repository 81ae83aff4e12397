"""Everybody against their own rhythm: what counts as a sign, who is silent, what is remembered."""

from datetime import date, timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.customers.models import Contract, CustomerEvent, Person
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.customers.services.merging import merge_people
from emptychair.loop.models import Case
from emptychair.loop.services.conversation import note_call
from emptychair.loop.services.opening import open_case
from emptychair.messaging.models import InboundMail
from emptychair.silence.models import SilenceReading, SilenceRun, SilentEpisode
from emptychair.silence.queries.asof import silence_asof
from emptychair.silence.queries.readings import (
    Wanted,
    overview,
    room_of,
    silence_of,
    silent_customers,
)
from emptychair.silence.services.reading import read_silence
from emptychair.silence.services.settings import Wanted as Settings
from emptychair.silence.services.settings import change_settings
from emptychair.silence.types import Basis
from emptychair.silence.words import silence_words
from emptychair.usage.models import DailyUse
from tests.factories.customers import make_company, make_contract, make_order, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW
from tests.silence.conftest import crowd, regular, signs

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def read(system, person, on=TODAY):
    return silence_asof(system, on)[("person", person.pk)]


def test_who_comes_every_nine_days_is_silent_after_thirty_one(system, people):
    lapsed = regular(people.workspace, 9, until=31)
    here = regular(people.workspace, 9, until=9)
    slow = regular(people.workspace, 60, until=62)
    assert read(system, lapsed).is_silent
    assert not read(system, here).is_silent
    assert not read(system, slow).is_silent
    row = read(system, lapsed)
    assert row.gap == 31
    assert row.expected == pytest.approx(9.9, abs=0.2)
    assert silence_words(9.0, 31, Basis.OWN) == "Expected every 9 days, silent for 31 days"


def test_ten_things_on_one_day_are_one_sign(system, people):
    person = make_person(people.workspace)
    signs(person, *(20 + 0.01 * turn for turn in range(10)), 30, 40)
    assert read(system, person).signs == 3


def test_signs_come_from_every_channel_and_never_from_us(system, people):
    person = make_person(people.workspace)
    signs(person, 60)
    CustomerEvent.objects.create(
        workspace=people.workspace,
        person=person,
        name="contract_renews_in_60",
        source=OWN_SOURCE,
        message_id="own",
        occurred_at=NOW - timedelta(days=1),
    )
    assert read(system, person).gap == 60
    make_order(person, ordered_at=NOW - timedelta(days=50))
    assert read(system, person).gap == 50
    make_response(make_survey(people.workspace), person, answered_at=NOW - timedelta(days=40))
    assert read(system, person).gap == 40
    InboundMail.objects.create(
        workspace=people.workspace,
        header_id="<a@b>",
        person=person,
        from_address="a@example.com",
        to_address="b@example.com",
        text="Hello",
        raw="Hello",
        received_at=NOW - timedelta(days=30),
    )
    assert read(system, person).gap == 30
    case, _ = open_case(system, kind="manual", title="Call", person=person, now=NOW)
    note_call(system, case, reached=False, now=NOW - timedelta(days=20))
    assert read(system, person).gap == 30
    note_call(system, case, reached=True, text="Fine", now=NOW - timedelta(days=20))
    assert read(system, person).gap == 20
    DailyUse.objects.create(
        workspace=people.workspace,
        person=person,
        day=TODAY - timedelta(days=10),
        recorded_on=TODAY,
        actions=3,
        origin="events",
    )
    assert read(system, person).gap == 10


def test_an_answer_that_was_promised_to_stay_unlinked_tells_nothing(system, people):
    person = regular(people.workspace, 9, until=40)
    survey = make_survey(people.workspace, privacy="confidential")
    make_response(survey, person, answered_at=NOW - timedelta(days=2))
    assert read(system, person).gap == 40


def test_people_of_a_company_are_signs_of_the_company(system, people):
    firm = make_company(people.workspace, yearly_value=1000)
    one, other = (make_person(people.workspace, company=firm) for _ in range(2))
    signs(one, 100, 90, 80)
    signs(other, 70, 60, 5)
    found = silence_asof(system, TODAY)
    assert found[("company", firm.pk)].gap == 5
    assert found[("company", firm.pk)].signs == 6
    assert found[("company", firm.pk)].is_customer
    assert not found[("person", one.pk)].is_customer
    assert found[("person", one.pk)].gap == 80


def test_too_few_gaps_are_unknown_and_never_well_nor_silent(system, people):
    person = make_person(people.workspace)
    signs(person, 300, 290)
    row = read(system, person)
    assert (row.basis, row.percentile, row.is_silent) == (Basis.NOTHING, None, False)


def test_the_others_tell_of_newcomers_and_it_is_said(system, people):
    crowd(people.workspace, 60)
    person = make_person(people.workspace)
    signs(person, 300)
    row = read(system, person)
    assert row.basis == Basis.OTHERS
    assert row.is_silent
    assert "as the others are" in silence_words(row.expected, row.gap, row.basis)


def test_who_left_is_not_silent(system, people):
    person = regular(people.workspace, 9, until=60, left_on=TODAY - timedelta(days=50))
    assert read(system, person).has_left
    assert not read(system, person).is_silent
    ended = regular(people.workspace, 9, until=60)
    begun = TODAY - timedelta(days=400)
    make_contract(ended, starts_on=begun, cancelled_on=TODAY - timedelta(days=30))
    assert read(system, ended).has_left
    Contract.objects.all().delete()
    assert read(system, ended).is_silent


def test_a_week_in_which_everybody_is_quiet_flags_nobody(system, people):
    everybody = [make_person(people.workspace) for _ in range(60)]
    for person in everybody:
        signs(person, *range(16, 200, 3))  # nobody at all for two weeks
    found = silence_asof(system, TODAY)
    assert not any(row.is_silent for row in found.values())
    signs(make_person(people.workspace), *(0.1 * turn for turn in range(160)))
    few_days_later = silence_asof(system, TODAY)
    assert sum(row.is_silent for row in few_days_later.values()) < 60


def test_nothing_after_the_day_changes_what_is_said_of_it(system, people):
    crowd(people.workspace, 40)
    on = TODAY - timedelta(days=90)
    before = silence_asof(system, on)
    someone = Person.objects.filter(workspace=people.workspace).first()
    signs(someone, *range(89), name="later")
    make_order(someone, ordered_at=NOW, amount=9_999)
    someone.left_on = TODAY
    someone.save()
    assert silence_asof(system, on) == before


def test_of_customers_who_never_leave_about_one_in_twenty_is_flagged(system, people):
    crowd(people.workspace, 250)
    change_settings(system, Settings(fewest_days=1))
    found = silence_asof(system, TODAY)
    share = sum(row.is_silent for row in found.values()) / len(found)
    assert 0.01 < share < 0.12


def test_a_reading_twice_is_the_same_and_keeps_one_row_each(system, people):
    lapsed = regular(people.workspace, 9, until=60, yearly_value=500)
    regular(people.workspace, 9, until=3)
    assert read_silence(system, now=NOW).silent == 1
    assert read_silence(system, now=NOW).silent == 1
    assert SilenceReading.objects.count() == 2
    assert SilentEpisode.objects.get().person == lapsed
    found = overview(system)
    assert (found.watched, found.silent, found.silent_value) == (2, 1, 500)


def test_a_customer_who_comes_back_ends_the_silence(system, people):
    lapsed = regular(people.workspace, 9, until=60)
    read_silence(system, now=NOW)
    signs(lapsed, 1, name="again")
    read_silence(system, now=NOW)
    episode = SilentEpisode.objects.get()
    assert (episode.outcome, episode.ended_on) == ("returned", TODAY - timedelta(days=1))
    assert not SilenceReading.objects.get().is_listed


def test_the_list_is_cut_to_what_the_team_can_do(system, people):
    for turn in range(5):
        regular(people.workspace, 9, until=60 + turn, yearly_value=100 * (turn + 1))
    change_settings(system, Settings(contacts_a_week=3))
    read_silence(system, now=NOW)
    rows = silent_customers(system, Wanted(), today=TODAY)
    assert len(rows[0:50]) == 3
    assert len(silent_customers(system, Wanted(show="all"), today=TODAY)[0:50]) == 5
    room = room_of(system, today=TODAY)
    assert (room.contacts, room.left, room.listed) == (3, 3, 3)
    assert 0 <= room.false_share <= 1


def test_more_value_and_a_fresher_silence_stand_first(system, people):
    cheap = regular(people.workspace, 9, until=60, yearly_value=10)
    dear = regular(people.workspace, 9, until=60, yearly_value=9_000)
    late = regular(people.workspace, 9, until=100, yearly_value=9_000)
    read_silence(system, now=NOW)
    rows = silent_customers(system, Wanted(), today=TODAY)[0:9]
    assert [row.id for row in rows] == [dear.pk, late.pk, cheap.pk]


def test_held_out_ones_are_listed_nowhere(system, people):
    change_settings(system, Settings(held_out=0.5))
    for turn in range(20):
        regular(people.workspace, 9, until=60 + turn)
        regular(people.workspace, 9, until=turn / 4)  # else everybody were quiet at once
    read_silence(system, now=NOW)
    held = SilentEpisode.objects.filter(held_out=True).count()
    assert 2 <= held <= 18
    assert len(silent_customers(system, Wanted(show="all"), today=TODAY)[0:50]) == 20 - held


def test_rows_follow_a_merge_and_vanish_with_a_person(system, people):
    lapsed, other = (regular(people.workspace, 9, until=60 + turn) for turn in range(2))
    read_silence(system, now=NOW)
    merge_people(system, lapsed, other)
    read_silence(system, now=NOW)
    assert SilenceReading.objects.filter(person=other).count() == 0
    assert silence_of(system, person_id=lapsed.pk).gap == 60
    lapsed.delete()
    assert not SilentEpisode.objects.filter(person_id=lapsed.pk).exists()


def test_nobody_reads_the_neighbours(system, people):
    regular(people.workspace, 9, until=60)
    read_silence(system, now=NOW)
    neighbours = Access.system(people.neighbours, "tests")
    assert silence_asof(neighbours, TODAY) == {}
    assert overview(neighbours) is None
    assert SilenceRun.objects.get().workspace == people.workspace
    assert Case.objects.count() == 0


def test_an_empty_workspace_is_read_without_complaint(system):
    assert read_silence(system, now=NOW).customers == 0
    assert silence_asof(system, date(2020, 1, 1)) == {}
