"""Coverage, who is heard, the scorecard, alerts, reports, effects and choices of people go by the
one definition of leaving, each as of the days it is about.
"""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.alerts.queries.blocks import heard_in_months
from emptychair.automation.queries.customers import with_contacts
from emptychair.automation.types import Subject
from emptychair.customers.models import Company, Contract, Departure, Person
from emptychair.customers.queries.gone import (
    companies_away,
    gone_companies,
    gone_people,
    no_longer_there,
    people_away,
)
from emptychair.customers.services.leaving import read_leaving
from emptychair.digests.queries.parts.heard import silent_companies
from emptychair.digests.types import Ask
from emptychair.effects.queries.designs import drawn_people
from emptychair.effects.services.designs import choose_design
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.coverage import coverage
from emptychair.metrics.queries.customer_counts import CustomerTables, customers_and_heard
from emptychair.metrics.queries.heard import who_is_heard
from emptychair.metrics.queries.large import people_to_ask
from emptychair.plans.queries.plans import people_of_company
from emptychair.surveys.queries.own_facts import CONTRACT_CANCELLED, own_facts
from tests.customers.test_who_left import a_history, bought, contract, did
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_initiative
from tests.people import NOW

DAY = timedelta(days=1)


@pytest.fixture
def today(people):
    return local_day(NOW, people.workspace.zone)


def spans(today):
    """Runs of thirty days, the last of them up to today."""
    return [Period(today - back * DAY, today - (back - 30) * DAY) for back in range(390, 0, -30)]


def counted(people, period):
    """How many customers there were, by whoever counts them."""
    span = (period.first, period.first, period.end)
    engine = customers_and_heard(people.system, [span], tables=CustomerTables(people.system))
    return {
        "coverage": coverage(people.system, period).people,
        "who is heard": who_is_heard(people.system, period, margins=()).people,
        "scorecard": engine[period.first]["people"],
    }


@pytest.mark.parametrize("seed", range(2))
def test_whoever_counts_customers_counts_the_same_and_as_of_the_days_asked(people, today, seed):
    chance = Random(seed)
    for _each in range(60):
        person = a_history(chance, people.workspace, today)
        person.joined_on = chance.choice((None, today - chance.randrange(700) * DAY))
        person.save()
    did(make_person(people.workspace), *range(20))
    read_leaving(people.system, now=NOW)
    some = Departure.objects.filter(stays=False).order_by("pk")
    assert len(some) >= 10
    for row in some[::3]:  # as if these had come back since
        row.back_on = row.left_on + 40 * DAY
        row.save()
    away = people_away(people.system)
    sizes = set()
    for period in spans(today):
        there = [
            pk
            for pk, joined_on in Person.objects.values_list("pk", "joined_on")
            if (joined_on is None or joined_on < period.end)
            and not any(
                one.left_on < period.first and (one.back_on is None or one.back_on >= period.end)
                for one in away.get(pk, ())
            )
        ]
        sizes.add(len(there))
        for place, found in counted(people, period).items():
            assert found == len(there), (place, period)
    assert len(sizes) > 3


@pytest.mark.parametrize("seed", range(2))
def test_filters_asked_about_an_earlier_day_say_who_was_gone_on_it(people, today, seed):
    chance = Random(seed)
    for _each in range(60):
        a_history(chance, people.workspace, today)
    did(make_person(people.workspace), *range(20))
    read_leaving(people.system, now=NOW)
    for row in Departure.objects.filter(stays=False).order_by("pk")[::3]:
        row.back_on = row.left_on + 40 * DAY
        row.save()
    spans_of = {
        Person: (gone_people, people_away(people.system)),
        Company: (gone_companies, companies_away(people.system)),
    }
    for back in range(0, 300, 25):
        day = today - back * DAY
        for model, (filtered, away) in spans_of.items():
            gone = {pk for pk, each in away.items() if any(one.covers(day) for one in each)}
            found = model.objects.filter(filtered(people.system, day))
            assert set(found.values_list("pk", flat=True)) == gone, (model, day)


@pytest.fixture
def lives(people, today):
    """Who still counts, who left by contract alone, who was away for a time, who only stopped."""
    old = {"joined_on": today - 800 * DAY}
    ended, away, stays, quiet = (make_person(people.workspace, **old) for _each in range(4))
    contract(ended, 700, 200, today=today)
    contract(away, 700, 300, today=today)
    stays.left_on = today - 100 * DAY
    stays.save()
    contract(stays, 700, today=today)
    bought(quiet, 700, 690, 680, 670)
    did(make_person(people.workspace, joined_on=today), *range(20))
    read_leaving(people.system, now=NOW)
    contract(away, 130, today=today)
    Departure.objects.filter(person=away).update(back_on=today - 130 * DAY, changed_at=NOW)
    return ended, away, stays, quiet


def test_coverage_counts_who_left_by_contract_up_to_then_and_who_is_back_from_then(
    people, today, lives
):
    ended, away, _stays, _quiet = lives
    assert Departure.objects.get(person=ended).left_on == today - 200 * DAY
    assert Departure.objects.get(person=away).left_on == today - 300 * DAY
    while_away = Period(today - 280 * DAY, today - 220 * DAY)  # ended and stays
    both = Period(today - 320 * DAY, today - 220 * DAY)  # away was there at its beginning
    came_back = Period(today - 180 * DAY, today - 90 * DAY)  # away again, ended no longer
    found = [counted(people, one) for one in (while_away, both, came_back)]
    assert [set(one.values()) for one in found] == [{2}, {3}, {2}]


def test_a_company_whose_contract_ended_is_no_silent_value_of_later_months(people, today):
    firm = make_company(people.workspace, yearly_value=9_000, joined_on=today - 800 * DAY)
    person = make_person(people.workspace, company=firm, joined_on=today - 800 * DAY)
    contract(person, 700, 200, today=today)
    Contract.objects.update(person=None)
    make_person(people.workspace, yearly_value=1_000)
    read_leaving(people.system, now=NOW)
    before, after = Period(today - 260 * DAY, today - 230 * DAY), Period(today - 30 * DAY, today)
    assert (coverage(people.system, before).value, coverage(people.system, after).value) == (
        10_000, 1_000,
    )  # fmt: skip
    span = (after.first, after.first, after.end)
    rows = customers_and_heard(people.system, [span], tables=CustomerTables(people.system))
    assert rows[after.first]["firms"] is None
    asks = [
        Ask(audience="company", period=one, before=one, now=NOW, today=one.end)
        for one in (before, after)
    ]
    assert [silent_companies(people.system, one) for one in asks] == [[firm], []]


def test_alerts_count_in_a_quarter_who_was_a_customer_all_through_it(people, today, lives):
    def there(day):
        (month,) = heard_in_months(people.system, Period(day, day + DAY))
        return month.customers

    first = today.replace(day=1)
    assert there(first) == 2  # away is back for longer than a quarter, stays never left
    assert there((today - 100 * DAY).replace(day=1)) == 1


def test_the_draw_of_an_effect_is_about_who_is_a_customer_now(people, today, lives):
    alice = access_of_user(people.alice)
    initiative = make_initiative(people.workspace, title="Calendar")
    days = {"starts_on": today, "ends_on": today + 90 * DAY}
    chosen = choose_design(alice, initiative, design="holdout", now=NOW, **days)
    known = {row[0] for row in drawn_people(alice, chosen)}
    ended, away, stays, quiet = (str(one.pk) for one in lives)
    assert {away, stays} <= known
    assert not {ended, quiet} & known


def test_of_a_company_that_left_one_still_speaks_with_those_who_did_not_leave_it(people, today):
    firm = make_company(people.workspace)
    stays, goes, soon = (make_person(people.workspace, company=firm) for _each in range(3))
    contract(stays, 700, 100, today=today)
    Contract.objects.update(person=None)
    now = local_day(timezone.now(), people.workspace.zone)
    goes.left_on, soon.left_on = min(now, today) - DAY, max(now, today) + 30 * DAY
    for one in (goes, soon):
        one.save()
    read_leaving(people.system, now=NOW)
    assert Departure.objects.get(company=firm).left_on == today - 100 * DAY
    assert [pk for pk, _name in people_of_company(people.system, firm.pk)] == [stays.pk, soon.pk]
    subject = Subject(None, firm.pk)
    goes.email = stays.email = ""
    for one in (goes, stays):
        one.save()
    found = with_contacts(people.system, [subject], today)
    assert found == {subject: Subject(soon.pk, firm.pk)}


def test_who_only_stopped_coming_can_be_spoken_with_but_is_not_asked(people, today, lives):
    ended, away, stays, quiet = lives
    there = Person.objects.exclude(no_longer_there(people.system, today))
    assert set(there) & set(lives) == {away, stays, quiet}
    firm = make_company(people.workspace, yearly_value=5_000)
    for one in (ended, away, stays, quiet):
        one.company = firm
        one.save()
    found = people_to_ask(people.system, [("company", firm.pk)], today)
    assert found == {("company", firm.pk): [away.pk, stays.pk]}


def test_the_end_of_a_company_s_contract_is_still_asked_about_there(people, today):
    firm = make_company(people.workspace)
    stays, goes = (make_person(people.workspace, company=firm) for _each in range(2))
    Person.objects.filter(pk=goes.pk).update(left_on=today - 200 * DAY)
    contract(stays, 700, 3, today=today)
    Contract.objects.update(person=None)
    read_leaving(people.system, now=NOW)
    told = own_facts(people.system, CONTRACT_CANCELLED, first=today - 10 * DAY, last=today)
    assert [one.person_id for one in told] == [stays.pk]
