"""The officer's page and what hangs on it, through requests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.metrics.models import Target
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.rules.targets import power_of, standing_of, variance_of
from emptychair.programme.models import Escalation, Programme, RoutineTask
from emptychair.programme.services.tasks import make_tasks
from emptychair.stats import answers_needed
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


@pytest.fixture
def task(people):
    make_tasks(people.system, today=timezone.localdate())
    return RoutineTask.objects.filter(routine__key="weekly_voices").first()


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_empty_seat_is_shown_until_somebody_sits_there(alice, people):
    assert "seat is empty" in text(alice.get("/programme/"))
    given = {"officer_id": people.bob.pk, "executive_name": "佐藤 社長", "executive_is_head": "on"}
    assert alice.post("/programme/seats/", given).status_code == 302
    page = text(alice.get("/programme/"))
    assert "seat is empty" not in page
    assert "佐藤 社長" in page
    assert Programme.objects.get().officer == people.bob


def test_a_task_is_ticked_finished_and_taken_back(alice, task):
    address = f"/programme/tasks/{task.pk}/"
    alice.post(address + "save/", {"step": ["0", "1"], "note": "so far"})
    page = text(alice.get(address))
    assert page.count("checked") == 2
    alice.post(address + "save/", {"step": ["0", "1"], "finish": "1"})
    task.refresh_from_db()
    assert task.state == "open"  # two lines are not ticked
    alice.post(address + "save/", {"step": ["0", "1", "2", "3"], "finish": "1"})
    task.refresh_from_db()
    assert task.state == "done"
    alice.post(address + "reopen/")
    task.refresh_from_db()
    assert task.state == "open"
    assert alice.post(address + "nonsense/").status_code == 404


def test_a_routine_is_changed(alice, people, task):
    address = f"/programme/routines/{task.routine_id}/"
    assert "Read every voice" in text(alice.get(address))
    given = {"every": "week", "weekday": "3", "day": "1", "owner_id": people.bob.pk}
    alice.post(address, given | {"steps": "読む\n話す", "is_active": "on"})
    task.routine.refresh_from_db()
    assert (task.routine.day, task.routine.steps) == (3, ["読む", "話す"])


def test_a_target_within_the_noise_says_so(alice, people):
    survey = make_survey(people.workspace)
    for score in [10] * 12 + [7] * 10 + [3] * 8:
        make_response(
            survey,
            make_person(people.workspace),
            score=score,
            answered_at=timezone.now() - timedelta(days=3),
        )
    given = {"metric": "nps", "value": "20", "by_day": timezone.localdate() + timedelta(days=60)}
    assert alice.post("/programme/targets/new/", given).status_code == 302
    row = Target.objects.get()
    assert (row.base_n, round(row.base_value)) == (30, 13)
    page = text(alice.get(f"/programme/targets/{row.pk}/"))
    assert "cannot be told from noise" in page
    assert "cannot be told: it lies inside the interval" in page
    alice.post(f"/programme/targets/{row.pk}/close/")
    assert alice.get("/programme/").context["targets"] == []
    alice.post("/programme/targets/new/", {**given, "value": "5"})
    below = text(alice.get(f"/programme/targets/{row.pk + 1}/"))
    assert "It lies below where the score stood when it was set (+13)." in below


@pytest.mark.parametrize("given", [{"value": "400"}, {"by_day": "2020-01-01"}])
def test_a_target_that_cannot_be_is_refused_and_nothing_is_lost(alice, given):
    usual = {"metric": "nps", "value": "20", "by_day": timezone.localdate() + timedelta(days=60)}
    page = text(alice.post("/programme/targets/new/", usual | given | {"note": "why not"}))
    assert "still to come" in page
    assert "why not" in page
    assert not Target.objects.exists()


def test_a_case_that_no_team_can_solve_goes_to_the_executive_owner(alice, people):
    case = make_case(people.workspace, title="Invoices in the old name")
    page = text(alice.get("/programme/escalations/new/", {"case": case.number}))
    assert "Invoices in the old name" in page
    given = {"title": "Invoices", "needs": "two weeks of work", "case": case.number}
    alice.post("/programme/escalations/new/", given)
    row = Escalation.objects.get()
    assert row.case == case
    alice.post(f"/programme/escalations/{row.pk}/", {"decision": "Finance pays"})
    assert "Finance pays" in text(alice.get(f"/programme/escalations/{row.pk}/"))
    assert "decided" in text(alice.get("/programme/"))


def test_the_page_takes_few_queries(alice, people, task, django_assert_max_num_queries):
    alice.get("/programme/")
    with django_assert_max_num_queries(24):
        alice.get("/programme/")


# -- what may be said of a target


def test_power_is_that_of_the_library_for_every_unit():
    nps = score_from("nps", {10: 40, 8: 30, 3: 30})
    assert variance_of("nps", nps.by_score) == pytest.approx(0.7 - 0.1**2)
    share = score_from("csat", {5: 30, 3: 10})
    assert variance_of("csat", share.by_score) == pytest.approx(0.75 * 0.25)
    mean = score_from("ces", {7: 10, 5: 10})
    assert variance_of("ces", mean.by_score) == pytest.approx(1e-4)
    told = power_of(nps, base=10.0, value=30.0)
    assert told.needed == answers_needed(20.0, variance=0.69)
    assert told.is_noise == (told.needed > 100)


def test_a_target_is_reached_when_the_whole_interval_is_there():
    score = score_from("nps", {10: 90, 8: 10})
    assert standing_of(50, score) == "reached"
    assert standing_of(score.value, score) == "cannot_tell"
    assert standing_of(100, score_from("nps", {3: 90})) == "not_yet"
    assert standing_of(10, score_from("nps", {})) == "no_answers"
