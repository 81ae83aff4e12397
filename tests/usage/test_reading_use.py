"""What lists and Today say of the use of companies."""

from datetime import timedelta
from decimal import Decimal

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import CustomerEvent
from emptychair.customers.services.bulk import add_contracts
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.cards import Customer
from emptychair.kit.periods import Period
from emptychair.metrics.words import day_words
from emptychair.usage.card_source import use_of_customer
from emptychair.usage.models import CompanyUse
from emptychair.usage.queries.conversion import conversion_asof, conversion_read
from emptychair.usage.queries.features import features_used
from emptychair.usage.queries.lists import companies_by_use, use_totals
from emptychair.usage.queries.signups import unfinished_signups
from emptychair.usage.queries.trials import trials_asof
from emptychair.usage.services.counting import count_new
from emptychair.usage.services.reading import read_companies
from emptychair.usage.types import TrialState, UseChange
from tests.factories.customers import make_company, make_person
from tests.people import NOW
from tests.usage.using import TODAY, days_ago, given, seats, use

pytestmark = pytest.mark.django_db


def read(people):
    count_new(people.system, now=NOW)
    read_companies(people.system, now=NOW)


def a_company(people, name, level, *, now=None, users=5):
    """Used every day for twenty weeks; in the last four weeks as `now` says."""
    company = make_company(people.workspace, name=name, yearly_value=100)
    from emptychair.usage.services.giving import give_use
    from emptychair.usage.types import GivenUse

    rows = [
        GivenUse(company.pk, days_ago(ago), users, (level if ago >= 28 else now) + ago * 7 % 5)
        for ago in range(140)
        if ago >= 28 or now is not None
    ]
    give_use(people.system, rows, today=TODAY, is_history=True)
    return company


def test_a_drop_beyond_its_own_noise_is_told_and_a_wobble_is_not(people):
    falls = a_company(people, "Falls", 20, now=8)
    wobbles = a_company(people, "Wobbles", 20, now=19)
    stops = a_company(people, "Stops", 20)
    rises = a_company(people, "Rises", 20, now=50)
    read(people)
    found = {row.company_id: row for row in CompanyUse.objects.all()}
    assert found[falls.pk].change == UseChange.DROPPING
    assert found[falls.pk].ratio_high < 1
    assert found[wobbles.pk].change == UseChange.STEADY
    assert found[stops.pk].change == UseChange.DROPPING
    assert (found[stops.pk].active_days, found[stops.pk].last_day) == (0, days_ago(28))
    assert found[rises.pk].change == UseChange.RISING


def test_a_young_company_has_too_little_past(people):
    company = make_company(people.workspace)
    for ago in range(40):
        given(people, company, 3, 10, ago=ago)
    read(people)
    assert CompanyUse.objects.get().change == UseChange.UNKNOWN


@pytest.mark.parametrize("since", [75, 78, 80, 83, 111])
def test_the_week_in_which_a_company_began_is_left_out(people, since):
    company = make_company(people.workspace)
    from emptychair.usage.services.giving import give_use
    from emptychair.usage.types import GivenUse

    rows = [GivenUse(company.pk, days_ago(ago), 5, 10 + ago % 2) for ago in range(since)]
    give_use(people.system, rows, today=TODAY, is_history=True)
    read(people)
    row = CompanyUse.objects.get()
    assert row.change == UseChange.STEADY
    assert row.ratio == pytest.approx(1, abs=0.01)


def test_unused_seats_cost_their_share_of_what_is_paid(people):
    company = make_company(people.workspace)
    seats(company, 10, period="month")
    given(people, company, 4, 20, ago=3)
    read(people)
    row = CompanyUse.objects.get()
    assert (row.seats, row.users, row.unused_seats) == (10, 4, 6)
    assert (row.unused_value, row.currency) == (Decimal("7200.00"), "JPY")


def test_seats_without_any_use_ever_seen_are_not_known_to_be_unused(people):
    company = make_company(people.workspace)
    seats(company, 10)
    read(people)
    row = CompanyUse.objects.get()
    assert (row.unused_seats, row.unused_value, row.change) == (None, None, UseChange.UNKNOWN)
    assert use_totals(people.system).never_seen == 1
    assert companies_by_use(people.system, view="none").count() == 1


def test_money_of_two_currencies_is_not_summed(people):
    company = make_company(people.workspace)
    seats(company, 10)
    seats(company, 10, currency="USD")
    given(people, company, 4, 20, ago=3)
    read(people)
    row = CompanyUse.objects.get()
    assert (row.unused_seats, row.unused_value) == (16, None)


def test_a_contract_that_ended_buys_no_seats(people):
    company = make_company(people.workspace)
    seats(company, 10, cancelled_on=TODAY)
    given(people, company, 4, 20, ago=3)
    read(people)
    assert CompanyUse.objects.get().seats is None


def test_reading_again_writes_the_same_and_forgets_who_has_nothing_left(people):
    company = make_company(people.workspace)
    contract = seats(company, 10)
    read(people)
    read(people)
    assert CompanyUse.objects.count() == 1
    contract.delete()
    read(people)
    assert not CompanyUse.objects.exists()


def test_trials_that_pay_are_counted_by_month_with_those_who_may_still_come(people):
    for number in range(8):
        company = make_company(people.workspace, name=f"T{number}")
        begun = days_ago(60 if number < 6 else 10)
        seats(company, 1, amount=0, plan="Starter", starts_on=begun)
        if number < 3:
            seats(company, 5, plan="Team", starts_on=begun + timedelta(days=20))
    paying = make_company(people.workspace, name="Paid at once")
    seats(paying, 5, plan="Team")
    found = conversion_asof(people.system, TODAY)
    assert found.trials == 8
    assert (found.paid.successes, found.paid.n) == (3, 8)
    assert sum(one.begun for one in found.cohorts) == 8
    assert [one.days_left for one in found.running] == [20, 20]
    day30 = {day: share for day, share, _low, _high in found.by_day}[30]
    assert day30 == pytest.approx(0.5)  # the two who began ten days ago say nothing of day 30


def test_a_trial_that_turns_to_paid_within_one_contract_has_paid_from_that_day(people):
    row = seats(make_company(people.workspace), 3, amount=0, starts_on=days_ago(40))
    paid = {"external_id": row.external_id, "amount": Decimal(900), "counts_from": days_ago(12)}
    add_contracts(people.system, [paid])
    (before,) = trials_asof(people.system, days_ago(20))
    assert before.state(days_ago(20)) == TrialState.RUNNING
    (after,) = trials_asof(people.system, TODAY)
    assert (after.paid_on, after.ends_on) == (days_ago(12), days_ago(12))
    assert after.days(TODAY) == (28, True)


def test_a_plan_called_a_trial_is_one_though_it_costs_something(people):
    company = make_company(people.workspace)
    seats(company, 1, plan="お試しプラン", amount=100, starts_on=days_ago(5))
    assert conversion_asof(people.system, TODAY).trials == 1


@pytest.fixture(params=[4, 0], ids=["read once", "looked for"])
def activations(request, monkeypatch):
    """Read all together, or looked for by each sign-up where there are very many."""
    monkeypatch.setattr("emptychair.usage.queries.signups.OFTEN", request.param)


@pytest.mark.usefixtures("activations")
def test_sign_ups_left_unfinished(people):
    company = make_company(people.workspace)
    done, never, late, fresh, colleague = (make_person(people.workspace) for _ in range(5))
    colleague.company = company
    colleague.save()
    boss = make_person(people.workspace, company=company)
    for person in (done, never, late, colleague):
        use(person, "signed_up", ago=20)
    use(fresh, "signed_up", ago=3)
    use(done, "activated", ago=18)
    use(late, "activated", ago=9)
    use(boss, "activated", ago=18)
    period = Period(days_ago(30), TODAY)
    found = unfinished_signups(people.system, period, now=NOW)
    assert {one.person_id for one in found} == {never.pk, late.pk}


@pytest.mark.usefixtures("activations")
def test_who_comes_back_to_sign_up_and_who_is_activated_to_the_second(people):
    firm, other = make_company(people.workspace), make_company(people.workspace)
    alone, joined, last, late, before, firsts = (make_person(people.workspace) for _ in range(6))
    boss = make_person(people.workspace, company=firm)
    signed = {person: use(person, "signed_up", ago=20) for person in (alone, joined, before)}
    use(firsts, "signed_up", ago=25)
    use(firsts, "signed_up", ago=12)
    use(firsts, "activated", ago=10)  # within seven days of the second, which does not count
    use(boss, "signed_up", ago=20)
    use(before, "activated", ago=21)
    for person, over in ((last, timedelta()), (late, timedelta(microseconds=1))):
        begun = use(person, "signed_up", ago=20)
        done = use(person, "activated", ago=13)
        CustomerEvent.objects.filter(pk=done.pk).update(
            occurred_at=begun.occurred_at + timedelta(days=7) + over
        )
    for person, company in ((joined, other), (alone, None)):
        done = use(person, "activated", ago=18)
        CustomerEvent.objects.filter(pk=done.pk).update(company=company)
    found = unfinished_signups(people.system, Period(days_ago(30), TODAY), now=NOW)
    told = {(one.person_id, one.company_id): one for one in found}
    assert set(told) == {(who.pk, None) for who in (firsts, late, before)} | {(boss.pk, firm.pk)}
    assert len(found) == len(told)
    of = told[before.pk, None]
    assert of.signed_up_at == signed[before].occurred_at
    assert (of.days, told[firsts.pk, None].days) == (20, 25)


@pytest.mark.usefixtures("activations")
def test_nobody_is_activated_by_what_belongs_to_nobody(people):
    gone, other, firm = (make_person(people.workspace) for _ in range(3))
    signed, done = use(gone, "signed_up", ago=20), use(other, "activated", ago=18)
    of_firm = use(firm, "activated", ago=18)
    CustomerEvent.objects.filter(pk__in=[signed.pk, done.pk, of_firm.pk]).update(person=None)
    CustomerEvent.objects.filter(pk=of_firm.pk).update(company=make_company(people.workspace))
    found = unfinished_signups(people.system, Period(days_ago(30), TODAY), now=NOW)
    assert [(one.person_id, one.company_id) for one in found] == [(None, None)]


def test_features_have_shares_of_active_companies(people):
    for number in range(4):
        person = make_person(people.workspace, company=make_company(people.workspace))
        use(person, "opened", ago=1)
        if number == 0:
            use(person, "exported", ago=1)
    count_new(people.system, now=NOW)
    rows, active = features_used(people.system, TODAY)
    assert active == 4
    assert [(one.name, one.share.successes) for one in rows] == [("opened", 4), ("exported", 1)]
    assert rows[1].share.low < 0.25 < rows[1].share.high


def today_rows(people):
    source = agenda_sources()["usage.companies"]
    return source(people.system, now=NOW, limit=10)


def test_today_tells_of_drops_unused_seats_before_a_renewal_and_unused_trials(people):
    falls = a_company(people, "Falls", 20, now=5)
    shelf = make_company(people.workspace, name="Shelf")
    seats(shelf, 10, renews_on=TODAY + timedelta(days=40))
    given(people, shelf, 2, 20, ago=3)
    trial = make_company(people.workspace, name="Trial")
    seats(trial, 3, amount=0, starts_on=days_ago(27))
    read(people)
    rows = {row.key: row for row in today_rows(people)}
    assert set(rows) == {
        f"use-dropping:{falls.pk}",
        f"use-unused:{shelf.pk}",
        f"use-trial:{trial.pk}",
    }
    assert rows[f"use-unused:{shelf.pk}"].value == 9600
    assert "3" in rows[f"use-trial:{trial.pk}"].why


def test_a_card_says_it_beside_the_company_and_the_person(people):
    company = make_company(people.workspace)
    person = make_person(people.workspace, company=company)
    use(person, ago=2)
    read(people)
    (card,) = use_of_customer(people.system, customer=Customer(company_id=company.pk), now=NOW)
    assert "1" in card.rows[0].value
    (own,) = use_of_customer(people.system, customer=Customer(person_id=person.pk), now=NOW)
    assert own.rows[-1].value == day_words(days_ago(2))
    nobody = Customer(person_id=make_person(people.workspace).pk)
    assert use_of_customer(people.system, customer=nobody, now=NOW) == []


def test_a_partner_sees_nothing(people):
    company = make_company(people.workspace)
    given(people, company, 2, 20, ago=3)
    read(people)
    access = access_of_user(people.paul, slug="kitchen")
    assert agenda_sources()["usage.companies"](access, now=NOW, limit=5) == []


def test_trials_kept_by_the_reading_are_those_judged_anew_with_the_moment_beside_them(people):
    for number in range(8):
        company = make_company(people.workspace, name=f"T{number}")
        begun = days_ago(60 if number < 6 else 10)
        seats(company, 1, amount=0, plan="Starter", starts_on=begun)
        if number < 3:
            seats(company, 5, plan="Team", starts_on=begun + timedelta(days=20))
    seats(make_company(people.workspace, name="Paid at once"), 5, plan="Team")
    assert conversion_read(people.system, TODAY).read_at is None  # nothing read: judged anew
    read(people)
    kept, anew = conversion_read(people.system, TODAY), conversion_asof(people.system, TODAY)
    assert kept.read_at == NOW
    assert (kept.trials, kept.paid, kept.cohorts) == (8, anew.paid, anew.cohorts)
    assert (kept.by_day, kept.running) == (anew.by_day, anew.running)
    seats(make_company(people.workspace, name="Later"), 1, amount=0, starts_on=days_ago(1))
    assert conversion_read(people.system, TODAY).trials == 8  # until the next reading
    CompanyUse.objects.filter(trial="paid").update(trial_begun_on=None)  # read before it was kept
    assert conversion_read(people.system, TODAY).trials == 9


def test_a_trial_that_ended_since_the_reading_runs_no_more(people):
    seats(make_company(people.workspace), 1, amount=0, starts_on=days_ago(29))
    read(people)
    assert len(conversion_read(people.system, TODAY).running) == 1
    later = conversion_read(people.system, TODAY + timedelta(days=2))
    assert (later.running, later.cohorts[0].running) == ((), 0)
