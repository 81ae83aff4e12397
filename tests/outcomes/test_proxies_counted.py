"""A proxy is counted each night from what customers do: once, again, late, by its window."""

from datetime import timedelta

import pytest

from emptychair.customers.models import Contract
from emptychair.kit.measures import Wanted, measures
from emptychair.kit.trailing import carried, trailing_distinct
from emptychair.outcomes.errors import ProxyUnclear, ReasoningNeeded
from emptychair.outcomes.jobs import count_proxies_every_night
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.queries.asof import outcome_of
from emptychair.outcomes.queries.ledger import ledger_of
from emptychair.outcomes.queries.proxies import preview_proxy
from emptychair.outcomes.rules.proxies import ProxyRule
from emptychair.outcomes.services.kpis import Agreed, agree_kpi, change_kpi
from emptychair.outcomes.services.proxies import count_by, count_proxies
from emptychair.usage.services.counting import count_new
from tests.factories.customers import make_company, make_event, make_person
from tests.people import NOW
from tests.usage.using import TODAY, days_ago, given, seats, use

WHY = "Whoever opens reports shares what was found."
PEOPLE = ProxyRule(what="use", name="report", aggregate="people", days=7)


@pytest.fixture
def company(people):
    return make_company(people.workspace, name="Sakura")


@pytest.fixture
def pair(people, company):
    return [make_person(people.workspace, company=company) for _ in range(2)]


@pytest.fixture
def kpi(people, company):
    agreed = Agreed(name="Findings shared", unit="people", start_value=0.0, target_value=4.0)
    return agree_kpi(people.system, agreed, company=company, now=NOW - timedelta(days=60))[0]


def counted(kpi):
    rows = Reading.objects.filter(kpi=kpi, superseded_at=None).order_by("day")
    return {(TODAY - row.day).days: row.value for row in rows}


def test_people_who_used_a_feature_in_the_week_before_each_day(people, company, pair, kpi):
    use(pair[0], "opened", ago=20)
    use(pair[0], "report", ago=9)
    use(pair[1], "report", ago=4)
    count_new(people.system, now=NOW)
    count_by(people.system, kpi, PEOPLE, reasoning=WHY, now=NOW)
    values = counted(kpi)
    assert max(values) == 14  # of the first week nobody knows the days before
    assert (values[10], values[9], values[4], values[3], values[2], values[1]) == (0, 1, 2, 2, 1, 1)
    kpi.refresh_from_db()
    assert (kpi.source, kpi.current_value, kpi.progress) == ("proxy", 1.0, 0.25)
    found = outcome_of(people.system, company_id=company.pk, on=TODAY)
    assert found.is_proxy


def test_counting_again_adds_nothing_and_a_late_event_corrects_its_own_days(
    people, company, pair, kpi
):
    use(pair[0], "report", ago=30)
    count_new(people.system, now=NOW)
    count_by(people.system, kpi, PEOPLE, reasoning=WHY, now=NOW)
    rows = Reading.objects.count()
    assert count_proxies(people.system, now=NOW) == 0
    use(pair[1], "report", ago=3, arrived=NOW)
    count_new(people.system, now=NOW)
    assert count_proxies(people.system, now=NOW + timedelta(hours=1)) == 1
    assert count_proxies(people.system, now=NOW + timedelta(hours=2)) == 0
    assert Reading.objects.count() == rows + 3
    corrected = [one for one in ledger_of(people.system, kpi).rows if one.was]
    assert [(TODAY - one.day).days for one in corrected] == [1, 2, 3]
    assert [one.was[0].value for one in corrected] == [0.0, 0.0, 0.0]


def test_the_job_of_the_night_counts_every_workspace_with_a_proxy(people, company, pair, kpi):
    use(pair[0], "report", ago=30)
    count_new(people.system, now=NOW)
    count_by(people.system, kpi, PEOPLE, reasoning=WHY, now=NOW)
    Reading.objects.all().delete()
    count_proxies_every_night()
    assert Reading.objects.filter(kpi=kpi).exists()


def test_another_rule_takes_the_place_of_the_days_and_what_was_counted_before_is_kept(
    people, company, pair, kpi
):
    use(pair[0], "report", ago=30)
    count_new(people.system, now=NOW)
    count_by(people.system, kpi, PEOPLE, reasoning=WHY, now=NOW)
    longer = ProxyRule(what="use", aggregate="days", days=28)
    count_by(people.system, kpi, longer, reasoning=WHY, now=NOW)
    assert set(counted(kpi)) == {1, 2, 3}
    gone = Reading.objects.filter(kpi=kpi, superseded_at__isnull=False)
    assert gone.exists()
    change_kpi(people.system, kpi, Agreed.of(Kpi.objects.get(pk=kpi.pk)), now=NOW)
    assert Kpi.objects.get(pk=kpi.pk).proxy_rule["days"] == 28


def test_seats_are_a_share_of_what_a_contract_tells_and_unknown_without_one(people, company, pair):
    use(pair[0], ago=3)
    count_new(people.system, now=NOW)
    rule = ProxyRule(what="seats", aggregate="share", days=2)
    owner = ("company", company.pk)
    assert preview_proxy(people.system, owner, rule, today=TODAY).days == ()
    seats(company, 4)
    found = preview_proxy(people.system, owner, rule, today=TODAY)
    assert [value for _day, value in found.days] == [25.0, 0.0]
    Contract.objects.update(cancelled_on=days_ago(1))
    found = preview_proxy(people.system, owner, rule, today=TODAY)
    assert [value for _day, value in found.days] == [25.0]


def test_given_counts_stand_in_for_people_nobody_sees(people, company):
    given(people, company, 12, 90, ago=2)
    given(people, company, 9, 50, ago=1)
    rule = ProxyRule(what="use", aggregate="people", days=2)
    found = preview_proxy(people.system, ("company", company.pk), rule, today=TODAY)
    assert found.newest == 12.0


def test_the_stored_volume_is_the_last_that_was_told_and_what_is_no_number_is_left_out(
    people, company, pair
):
    for ago, size in ((9, 10), (5, "much"), (3, 40)):
        make_event(pair[0], name="stored", occurred_at=NOW - timedelta(days=ago),
                   properties={"gb": size, "device": f"d{ago % 2}"})  # fmt: skip
    owner = ("company", company.pk)
    rule = ProxyRule(what="event", name="stored", aggregate="last", prop="gb")
    found = preview_proxy(people.system, owner, rule, today=TODAY)
    assert [value for _day, value in found.days][-9:] == [10.0] * 6 + [40.0] * 3
    for aggregate, value in (("sum", 50.0), ("mean", 25.0), ("distinct", 1.0), ("count", 3.0)):
        prop = "device" if aggregate == "distinct" else "gb"
        rule = ProxyRule(what="event", name="stored", aggregate=aggregate, prop=prop, days=9)
        found = preview_proxy(people.system, owner, rule, today=TODAY)
        assert found.newest == value, aggregate


def test_a_person_who_buys_for_themselves_has_proxies_too(people):
    person = make_person(people.workspace)
    use(person, "report", ago=8)
    use(person, "report", ago=3)
    count_new(people.system, now=NOW)
    rule = ProxyRule(what="use", name="report", aggregate="days", days=7)
    found = preview_proxy(people.system, ("person", person.pk), rule, today=TODAY)
    assert found.newest == 1.0


def test_what_cannot_be_counted_is_refused_and_a_proxy_needs_its_reasoning(people, kpi):
    for rule in (
        ProxyRule(what="moon"),
        ProxyRule(aggregate="last"),
        ProxyRule(days=91),
        ProxyRule(what="event", aggregate="count"),
        ProxyRule(what="event", name="stored", aggregate="sum"),
    ):
        with pytest.raises(ProxyUnclear):
            count_by(people.system, kpi, rule, reasoning=WHY, now=NOW)
    with pytest.raises(ReasoningNeeded):
        count_by(people.system, kpi, PEOPLE, reasoning=" ", now=NOW)


def test_every_way_of_counting_is_known_to_its_reader(people, company, pair):
    make_event(pair[0], name="opened", occurred_at=NOW - timedelta(days=5))
    count_new(people.system, now=NOW)
    for key, one in measures().items():
        for aggregate, words, _needed in one.aggregates:
            wanted = [Wanted(1, ("company", company.pk), "", aggregate, 2, "x")]
            one.read(people.system, wanted, days_ago(9), days_ago(1))
            assert str(words), key


def test_windows_by_hand():
    first = days_ago(3)
    sets = {days_ago(3): {"a"}, days_ago(2): {"a", "b"}}
    found = trailing_distinct(sets, days=2, first=first, last=days_ago(0))
    assert list(found.values()) == [1.0, 2.0, 2.0, 0.0]
    found = carried({days_ago(5): 7.0, days_ago(1): 8.0}, first=first, last=days_ago(0))
    assert list(found.values()) == [7.0, 7.0, 8.0, 8.0]
