"""Days of use, from events and from given counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.analytics import few
from emptychair.customers.models import CustomerEvent
from emptychair.kit.errors import NotFound, Refused
from emptychair.usage.errors import CountImpossible, DayAhead
from emptychair.usage.models import CountingState, DailyUse
from emptychair.usage.queries import use_asof, use_by_week
from emptychair.usage.queries.features import features_of_company
from emptychair.usage.rules.definitions import FeatureRule
from emptychair.usage.services import comparing, counting, counting_all
from emptychair.usage.services.comparing import store_use
from emptychair.usage.services.counting import count_days, count_new
from emptychair.usage.services.definitions import change_rules
from emptychair.usage.services.giving import give_use
from emptychair.usage.types import GivenUse
from tests.factories.customers import make_company, make_person
from tests.people import NOW
from tests.usage.using import TODAY, days_ago, given, seats, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(people):
    return make_company(people.workspace, name="Acme")


@pytest.fixture
def ann(people, acme):
    return make_person(people.workspace, company=acme)


def count(people, now=NOW):
    return count_new(people.system, now=now)


def rows():
    columns = ("person_id", "feature", "day", "recorded_on", "actions")
    return list(DailyUse.objects.order_by("day", "recorded_on", "feature").values_list(*columns))


def test_a_day_is_counted_by_person_and_feature(people, ann):
    for _ in range(3):
        use(ann, ago=2)
    use(ann, "exported", ago=2)
    assert count(people) == [days_ago(2)]
    assert rows() == [
        (ann.pk, "exported", days_ago(2), days_ago(2), 1),
        (ann.pk, "opened", days_ago(2), days_ago(2), 3),
    ]


def test_counting_again_changes_nothing(people, ann):
    use(ann, ago=2)
    for _ in range(3):
        count(people)
    assert len(rows()) == 1
    assert rows()[0][-1] == 1


def test_the_day_is_that_of_the_workspace(people, ann):
    use(ann, ago=1, hour=16)  # one in the morning of today in Tokyo
    count(people)
    assert rows()[0][2] == TODAY


def test_an_event_that_came_late_corrects_its_own_day_and_is_known_since_it_came(people, ann):
    use(ann, ago=20)
    count(people)
    use(ann, ago=20, arrived=NOW - timedelta(days=5))
    assert count(people) == [days_ago(20)]
    assert [row[2:] for row in rows()] == [
        (days_ago(20), days_ago(20), 1),
        (days_ago(20), days_ago(5), 1),
    ]
    before, after = (use_asof(people.system, days_ago(ago)) for ago in (6, 5))
    assert [each[ann.company_id].actions for each in (before, after)] == [1, 2]


def test_history_that_was_read_in_counts_as_known_on_its_own_day(people, ann):
    use(ann, ago=20, arrived=NOW, source="import")
    count(people)
    assert rows()[0][3] == days_ago(20)


def test_what_we_noted_ourselves_is_no_use(people, ann):
    use(ann, "case_closed", source="emptychair")
    count(people)
    assert rows() == []


def test_rules_name_features_and_leave_events_out(people, ann):
    for name in ("page: Home", "page: Help", "login", "export csv"):
        use(ann, name, ago=1)
    count(people)
    rules = [
        FeatureRule("page: *", "Pages"),
        FeatureRule("LOGIN", "-"),
        FeatureRule("*export*", "Export"),
    ]
    assert change_rules(people.system, rules, ["Export"])
    assert not change_rules(people.system, rules, ["Export"])
    count(people)
    assert [(row[1], row[-1]) for row in rows()] == [("Export", 1), ("Pages", 2)]
    assert not CountingState.objects.get().recount_wanted


def test_events_that_settled_are_not_read_again(people, ann, django_assert_max_num_queries):
    use(ann, ago=3)
    count(people)
    with django_assert_max_num_queries(8):
        assert count(people) == []


def test_an_event_of_an_erased_person_leaves_the_day_after_a_recount(people, ann):
    use(ann, ago=3)
    use(make_person(people.workspace), ago=3)
    count(people)
    ann.delete()
    assert len(rows()) == 1


def test_a_reading_tells_days_people_actions_and_seats(people, ann, acme):
    bob = make_person(people.workspace, company=acme)
    seats(acme, 5)
    for ago in (1, 1, 2, 27, 28, 40):
        use(ann, ago=ago)
    use(bob, "exported", ago=1)
    count(people)
    found = use_asof(people.system, TODAY)[acme.pk]
    assert (found.active_days, found.users, found.actions, found.features) == (3, 2, 5, 2)
    assert (found.before_actions, found.before_active_days) == (2, 2)
    assert (found.seats, found.last_day, found.first_day) == (5, days_ago(1), days_ago(40))


def test_given_counts_are_read_beside_events_and_replaced(people, acme):
    assert given(people, acme, 7, 50, ago=2) == (1, 0)
    assert given(people, acme, 7, 50, ago=2) == (0, 0)
    assert given(people, acme, 9, 60, ago=2) == (0, 1)
    given(people, acme, 4, 10, ago=3)
    found = use_asof(people.system, TODAY)[acme.pk]
    assert (found.users, found.actions, found.active_days) == (9, 70, 2)


def test_given_counts_say_what_is_wrong(people, acme):
    with pytest.raises(DayAhead):
        give_use(people.system, [GivenUse(acme.pk, days_ago(-1), 1, 1)], today=TODAY)
    with pytest.raises(CountImpossible):
        give_use(people.system, [GivenUse(acme.pk, TODAY, -1, 1)], today=TODAY)
    theirs = make_company(people.neighbours)
    with pytest.raises(NotFound):
        give_use(people.system, [GivenUse(theirs.pk, TODAY, 1, 1)], today=TODAY)
    assert not DailyUse.objects.exists()


def test_counts_given_late_are_not_known_before(people, acme):
    row = GivenUse(acme.pk, days_ago(10), 3, 9)
    give_use(people.system, [row], today=days_ago(4))
    assert acme.pk not in use_asof(people.system, days_ago(5))
    assert use_asof(people.system, days_ago(4))[acme.pk].actions == 9


def test_the_neighbours_see_nothing_of_it(people, ann):
    from emptychair.accounts.access import Access

    use(ann, ago=1)
    count(people)
    assert use_asof(Access.system(people.neighbours, "tests"), TODAY) == {}


def test_an_analyst_may_not_give_counts(people, acme):
    from emptychair.accounts.queries import access_of_user

    access = access_of_user(people.ana, slug="kitchen")
    with pytest.raises(Refused):
        give_use(access, [GivenUse(acme.pk, TODAY, 1, 1)], today=TODAY)


def test_weeks_without_use_are_weeks_with_nothing(people, ann, acme):
    use(ann, ago=21)
    use(ann, ago=0)
    count(people)
    weeks = use_by_week(people.system, acme.pk, on=TODAY)
    assert [one.actions for one in weeks] == [1, 0, 0, 1]


def test_an_event_of_a_company_alone_is_use_of_it(people, ann, acme):
    CustomerEvent.objects.create(
        workspace=people.workspace, company=acme, name="synced", source="test", message_id="x",
        occurred_at=NOW - timedelta(days=1),
    )  # fmt: skip
    CustomerEvent.objects.update(created_at=NOW - timedelta(days=1))
    count(people)
    assert use_asof(people.system, TODAY)[acme.pk].users == 1
    assert CustomerEvent.objects.get().person_id is None


def test_one_company_is_counted_alike_from_its_own_rows_and_from_those_of_all(
    people, ann, acme, monkeypatch
):
    for ago, name in ((0, "export"), (0, "login"), (3, "export"), (21, "export"), (60, "login")):
        use(ann, ago=ago, name=name)
    use(make_person(people.workspace, company=acme), ago=3, name="export")
    use(make_person(people.workspace, company=make_company(people.workspace)), ago=1, name="export")
    count(people)
    found = []
    for most in (few.MOST, 2):
        monkeypatch.setattr(few, "MOST", most)
        weeks = use_by_week(people.system, acme.pk, on=TODAY)
        found.append((weeks, features_of_company(people.system, acme.pk, TODAY)))
    assert found[0] == found[1]
    assert found[0][1] == [("export", 2, 4), ("login", 1, 1)]


def far_back(ann, days=70):
    for ago in range(days):
        use(ann, ago=ago, hour=14 if ago % 3 else 3, arrived=NOW if ago % 5 == 0 else None)
    use(ann, "exported", ago=4, source="import", arrived=NOW)
    use(ann, "case_closed", ago=5, source="emptychair")


def alone(people):
    CustomerEvent.objects.create(
        workspace=people.workspace, person=make_person(people.workspace), name="synced",
        source="test", message_id="x", occurred_at=NOW - timedelta(days=2),
    )  # fmt: skip


def every_column():
    columns = ("company_id", "person_id", "feature", "day", "recorded_on", "actions", "users")
    return sorted(DailyUse.objects.values_list(*columns, "origin"), key=str)


def test_all_days_at_once_are_those_of_each_day(people, ann, acme):
    far_back(ann)
    alone(people)
    use(make_person(people.workspace, company=make_company(people.workspace)), ago=66)
    days = count(people)
    found = every_column()
    DailyUse.objects.all().delete()
    count_days(people.system, days)
    assert len(found) > counting.MANY_DAYS
    assert every_column() == found


def test_many_days_are_counted_once_and_then_only_new_ones(people, ann):
    far_back(ann)
    assert len(count(people)) == 70
    CustomerEvent.objects.update(created_at=NOW - timedelta(days=1))
    count(people)
    assert count(people) == []
    state = CountingState.objects.get()
    assert (state.all_up_to, state.after_company, state.taken_until) == (None, 0, None)
    use(ann, ago=3)
    assert count(people) == [days_ago(3)]


def test_what_was_ended_goes_on_with_the_next_customer(people, ann, monkeypatch):
    far_back(ann)
    beta = make_company(people.workspace)
    use(make_person(people.workspace, company=beta), ago=2)
    alone(people)
    count(people)
    whole = every_column()
    DailyUse.objects.all().delete()
    CountingState.objects.all().delete()
    monkeypatch.setattr(counting_all, "CUSTOMERS_AT_ONCE", 1)
    with monkeypatch.context() as broken:
        broken.setattr(counting_all, "store_use", _only(ann.company_id))
        with pytest.raises(ZeroDivisionError):
            count(people)
    state = CountingState.objects.get()
    assert (state.after_company, state.taken_until) == (ann.company_id, None)
    asked = []
    monkeypatch.setattr(counting_all, "store_use", _noting(asked))
    count(people)
    assert every_column() == whole
    assert ann.company_id not in asked


def _only(company_id):
    def stored(access, rows, counted, **more):
        if any(key[1] != company_id for key in counted):
            raise ZeroDivisionError
        return store_use(access, rows, counted, **more)

    return stored


def _noting(asked):
    def stored(access, rows, counted, **more):
        asked.extend(key[1] for key in counted)
        return store_use(access, rows, counted, **more)

    return stored


def test_nobody_counts_all_beside_somebody_who_does(people, ann):
    far_back(ann)
    count_new_state = CountingState.objects.create(
        workspace=people.workspace, taken_until=timezone.now() + timedelta(minutes=5)
    )
    assert count(people) == []
    assert rows() == []
    CountingState.objects.filter(pk=count_new_state.pk).update(
        taken_until=timezone.now() - timedelta(minutes=1)
    )
    assert len(count(people)) == 70


def test_a_rule_that_changes_meanwhile_has_all_counted_again(people, ann, monkeypatch):
    far_back(ann)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(counting_all, "store_use", _changing(people))
        assert count(people) == []
    state = CountingState.objects.get()
    assert (state.recount_wanted, state.all_up_to, state.taken_until) == (True, None, None)
    assert len(count(people)) == 70
    assert {row[1] for row in rows()} == {"Open", "exported"}
    assert not CountingState.objects.get().recount_wanted


def _changing(people):
    def stored(access, rows, counted, **more):
        change_rules(people.system, [FeatureRule("opened", "Open")], [])
        return store_use(access, rows, counted, **more)

    return stored


def test_no_transaction_holds_more_rows_than_it_may(people, ann, monkeypatch):
    far_back(ann)
    held = []
    write = comparing.store_plain
    monkeypatch.setattr(counting_all, "ROWS_AT_ONCE", 20)

    def noting(model, columns, rows, **more):
        held.append(len(rows))
        write(model, columns, rows, **more)

    monkeypatch.setattr(comparing, "store_plain", noting)
    count(people)
    assert len(held) > 3
    assert max(held) == 20
