"""Who is there, who waits, who is stuck where, and how long it takes."""

from datetime import timedelta

import pytest

from emptychair.customers.services.merging import merge_people
from emptychair.loop.models import Case
from emptychair.onboarding.errors import RuleIncomplete, TermsIncomplete
from emptychair.onboarding.models import FirstValueReading, FirstValueRun, FirstValueVersion
from emptychair.onboarding.queries import first_value_of, stalled
from emptychair.onboarding.queries.definitions import all_versions
from emptychair.onboarding.queries.stored import Wanted, last_run
from emptychair.onboarding.services import reading
from emptychair.onboarding.services.acting import contact_stalled
from emptychair.onboarding.services.definitions import retire_first_value
from emptychair.onboarding.services.reading import read_first_values
from emptychair.onboarding.types import Rule
from emptychair.outcomes.models import Kpi, Reading
from emptychair.plans.models import SuccessPlan
from emptychair.usage.models import DailyUse
from tests.factories.customers import make_company, make_order, make_person
from tests.onboarding.conftest import TODAY, define, does, joined
from tests.people import NOW

pytestmark = pytest.mark.django_db


def read(system):
    return read_first_values(system, now=NOW)


def of(system, person):
    return first_value_of(system, person_id=person.pk)


def crowd(workspace, count=12, *, days=4):
    """Others who got there in so many days and a few more."""
    return [
        joined(workspace, 100 + number, ("seen", 0), ("setup", 1), ("report", days + number % 3))
        for number in range(count)
    ]


def test_the_first_value_is_counted_from_the_sign_up(system, people):
    there = joined(people.workspace, 50, ("report", -3), ("report", 12))
    waits = joined(people.workspace, 20)
    before = joined(people.workspace, 90)
    joined(people.workspace, 80, ("other", 0))
    define(system)
    read(system)
    assert of(system, before) is None  # there was nothing yet by which they could be seen
    row = of(system, there)
    assert (row.reached_on, row.days) == (TODAY - timedelta(days=38), 12)
    assert (of(system, waits).reached_on, of(system, waits).days) == (None, 20)


def test_counts_runs_of_days_people_and_properties(system, people):
    firm = make_company(people.workspace, joined_on=TODAY - timedelta(days=60))
    one, other = (make_person(people.workspace, company=firm) for _ in range(2))
    big = {"rows": 20}
    does(
        one,
        60,
        ("seen", 0),
        ("report", 1),
        ("report", 2, big),
        ("report", 30, big),
        ("report", 31, big),
    )
    does(other, 60, ("report", 40))

    def day(**rule):
        define(system, kind="company", rule=Rule(name="report", **rule))
        read(system)
        found = first_value_of(system, company_id=firm.pk)
        return found.days if found.reached_on else None

    assert day() == 1
    assert day(count=3) == 30
    assert day(count=3, within_days=5) is None
    assert day(count=2, within_days=2) == 2
    assert day(people=2) == 40
    assert day(where=(("rows", ">=", "20"),)) == 2
    assert day(where=(("rows", ">=", "20"),), count=3) == 31
    assert FirstValueVersion.objects.count() == 7


def test_the_second_order_is_the_first_value_of_a_household(system, people):
    person = make_person(people.workspace)
    for ago in (40, 40 - 17):
        make_order(person, ordered_at=NOW - timedelta(days=ago))
    define(system, rule=Rule(what="order", count=2), begins="order")
    read(system)
    row = of(system, person)
    assert (row.signed_up_on, row.days) == (TODAY - timedelta(days=40), 17)


def test_days_of_use_and_a_kpi_count_too(system, people):
    firm = make_company(people.workspace, joined_on=TODAY - timedelta(days=30))
    for after in (0, 2, 5):
        DailyUse.objects.create(
            workspace=people.workspace, company=firm, feature="", users=2, actions=9,
            day=TODAY - timedelta(days=30 - after), recorded_on=TODAY, origin="given",
        )  # fmt: skip
    define(system, kind="company", rule=Rule(what="use", count=3))
    read(system)
    assert first_value_of(system, company_id=firm.pk).days == 5
    kpi = Kpi.objects.create(
        workspace=people.workspace, company=firm, name="Hires", start_value=10, target_value=20
    )
    for after, value in ((0, 11), (8, 15), (20, 20)):
        Reading.objects.create(
            workspace=people.workspace, kpi=kpi, value=value, recorded_at=NOW,
            day=TODAY - timedelta(days=30 - after), source="told",
        )  # fmt: skip
    define(system, kind="company", rule=Rule(what="kpi", way=0.5))
    read(system)
    assert first_value_of(system, company_id=firm.pk).days == 8


def test_who_takes_longer_than_the_others_is_stalled_at_a_step(system, people):
    crowd(people.workspace)
    stuck = joined(people.workspace, 40, ("setup", 3), yearly_value=50_000)
    new = joined(people.workspace, 1)
    gone = joined(people.workspace, 60, left_on=TODAY - timedelta(days=30))
    define(system, steps=(("Set up", "setup"),))
    read(system)
    rows = stalled(system, TODAY)[0:10]
    assert [row.customer_id for row in rows] == [stuck.pk]
    assert (rows[0].step, rows[0].step_number, rows[0].waited_here) == ("First report", 2, 37)
    assert rows[0].slow == 90
    assert rows[0].usual < 10
    assert of(system, new).slow == 0
    assert of(system, gone).slow == 0
    everybody = stalled(system, TODAY, Wanted(show="all"))[0:10]
    assert {row.customer_id for row in everybody} == {stuck.pk, new.pk}


def test_nobody_is_called_slow_where_too_few_got_there(system, people):
    crowd(people.workspace, 9)
    joined(people.workspace, 90)
    define(system)
    assert read(system).stalled == 0


def test_the_plan_says_who_blocks(system, people):
    crowd(people.workspace)
    stuck = joined(people.workspace, 40)
    SuccessPlan.objects.create(
        workspace=people.workspace, person=stuck, title="Start", state="active", starts_on=TODAY,
        waiting_for="customer", waiting_since=NOW - timedelta(days=9),
    )  # fmt: skip
    define(system)
    read(system)
    row = stalled(system, TODAY)[0:1][0]
    assert (row.blocker, row.waiting_since) == ("customer", NOW - timedelta(days=9))


def test_the_curve_takes_those_who_wait_as_long_as_they_were_seen(system, people):
    for number in range(30):
        joined(people.workspace, 60 + number, *([("report", 5)] if number % 2 else []))
    joined(people.workspace, 95, ("report", 5))
    define(system)
    read(system)
    run = last_run(system, all_versions(system)[0].id)
    by_day = {row[0]: row[1:] for row in run.facts["all"]["by_day"]}
    assert by_day[30][0] == pytest.approx(15 / 30, abs=0.02)
    assert by_day[30][1] < by_day[30][0] < by_day[30][2]
    assert run.facts["waiting"] == 15


def test_a_faster_segment_is_told_and_equal_ones_are_not(system, people):
    for number in range(120):
        fast = number % 2
        kept = ("report", 3) if fast or number % 3 == 0 else ("report", 45)
        joined(people.workspace, 100 + number % 7, kept, segment="clinic" if fast else "school",
               region="north" if number % 4 < 2 else "south")  # fmt: skip
    joined(people.workspace, 120, ("report", 1))
    define(system)
    read(system)
    facts = last_run(system, all_versions(system)[0].id).facts
    told = {one["factor"]: {row["name"]: row["gap"] for row in one["groups"]}
            for one in facts["cohorts"]}  # fmt: skip
    assert told["region"]["north"]["says"] == "cannot tell"
    assert "segment" in told


def test_cohorts_by_quarter_and_month_have_curves_and_a_log_rank_of_their_own(system, people):
    for number in range(120):  # who signed up a quarter and more ago took longer
        ago, day = (200, 60) if number % 2 else (100, 5)
        joined(people.workspace, ago + number % 9, ("seen", 0), ("report", day + number % 11))
    define(system)
    read(system)
    told = {one["by"]: one for one in last_run(system, all_versions(system)[0].id).facts["signups"]}
    assert set(told) == {"quarter", "month"}
    for one in told.values():
        assert len(one["cohorts"]) >= 2
        assert one["log_rank"] < 0.001
        assert [row["name"] for row in one["cohorts"]] == sorted(
            row["name"] for row in one["cohorts"]
        )
        for row in one["cohorts"]:
            assert len(row["curve"]) == len(one["days"])
            for share, low, high in filter(None, row["curve"]):
                assert 0 <= low <= share <= high <= 1
    middles = [row["median"][0] for row in told["quarter"]["cohorts"]]
    assert middles[0] > 4 * middles[-1]


def test_too_few_in_a_quarter_make_no_curve_of_it(system, people):
    for number in range(30):
        joined(people.workspace, 40 + number % 3, ("report", 5 + number % 4))
    for _each in range(4):
        joined(people.workspace, 300, ("seen", 0), ("report", 5))
    define(system)
    read(system)
    assert last_run(system, all_versions(system)[0].id).facts["signups"] == []


def test_a_landmark_only_compares_those_who_were_still_on_the_way(system, people):
    for number in range(40):  # those who set up early get there soon after
        joined(people.workspace, 90, ("setup", 2), ("report", 10 + number % 9))
        joined(people.workspace, 90, *([("report", 12)] if number < 4 else []))
        joined(people.workspace, 90, ("setup", 1), ("report", 3))  # there before the landmark
    joined(people.workspace, 99, ("report", 1))
    define(system, steps=(("Set up", "setup"),))
    read(system)
    facts = last_run(system, all_versions(system)[0].id).facts
    first = next(one for one in facts["landmarks"] if one["what"] == "step" and one["day"] == 7)
    assert (first["done"]["n"], first["not"]["n"]) == (40, 40)
    assert first["gap"] is None or first["gap"]["says"] == "sooner"


def test_a_change_starts_a_version_and_both_can_be_looked_at(system, people):
    crowd(people.workspace)
    first = define(system)
    assert define(system).pk == first.pk
    second = define(system, rule=Rule(name="setup"), words="Set up")
    read(system)
    assert (first.number, second.number) == (1, 2)
    assert last_run(system, first.pk).median[0] > last_run(system, second.pk).median[0]
    assert set(
        FirstValueReading.objects.filter(is_current=True).values_list("version", flat=True)
    ) == {second.pk}
    retire_first_value(system, second.definition_id)
    assert not FirstValueReading.objects.exists()


def test_a_segment_may_have_a_first_value_of_its_own(system, people):
    crowd(people.workspace)
    own = joined(people.workspace, 80, ("setup", 2), ("report", 9), segment="clinic")
    define(system)
    define(system, segment="clinic", rule=Rule(name="setup"), words="Set up")
    read(system)
    assert of(system, own).days == 2
    assert FirstValueReading.objects.filter(person=own).count() == 1


def test_reading_twice_changes_nothing(system, people):
    crowd(people.workspace)
    define(system)
    read(system)
    read(system)
    assert FirstValueReading.objects.count() == 12
    assert FirstValueRun.objects.count() == 1


def test_contacting_opens_one_case(system, people):
    crowd(people.workspace)
    joined(people.workspace, 50)
    define(system)
    read(system)
    row = stalled(system, TODAY)[0:1][0]
    assert contact_stalled(system, row.id, now=NOW) == contact_stalled(system, row.id, now=NOW)
    assert Case.objects.count() == 1
    assert stalled(system, TODAY)[0:1][0].case_number == Case.objects.get().number


def test_a_merged_person_is_read_as_the_one_who_stays(system, people):
    crowd(people.workspace)
    stays, goes = joined(people.workspace, 50), joined(people.workspace, 50)
    define(system)
    read(system)
    merge_people(system, stays, goes)
    read(system)
    assert FirstValueReading.objects.filter(person=stays).count() == 1
    assert not FirstValueReading.objects.filter(person=goes).exists()


@pytest.mark.parametrize("rule", [Rule(), Rule(name="x", count=0), Rule(name="x", people=0)])
def test_a_rule_that_says_nothing_is_refused(system, people, rule):
    with pytest.raises(RuleIncomplete):
        define(system, rule=rule)


def test_words_are_needed(system, people):
    with pytest.raises(TermsIncomplete):
        define(system, words=" ")


def test_a_reading_that_was_interrupted_is_finished_by_the_next(system, people, monkeypatch):
    crowd(people.workspace, 5)
    define(system)
    FirstValueReading.objects.all().delete()
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    real, turns = reading.write_anew, []

    def until_then(*given):
        turns.append(1)
        if len(turns) > 1:
            raise RuntimeError
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "write_anew", until_then)
        with pytest.raises(RuntimeError):
            read(system)
    assert FirstValueReading.objects.count() == 2
    assert not FirstValueRun.objects.exists()
    found = read(system)
    assert (found.customers, FirstValueReading.objects.count()) == (5, 5)
    assert FirstValueRun.objects.get().customers == 5
