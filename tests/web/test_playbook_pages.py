"""Playbooks in the browser: written without JavaScript, tried, live, watched, taken back."""

import pytest

from emptychair.automation.models import Playbook, PlaybookVersion, Run
from emptychair.automation.services.running import advance_run
from emptychair.automation.services.starting import begin_runs
from emptychair.customers.models import Suppression
from emptychair.fit.models import FitOverrule
from emptychair.messaging.models import Message
from tests.factories.automation import MAIL, TASK, acting, happened, make_playbook
from tests.factories.customers import make_event, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def text_of(answer):
    return answer.content.decode()


def test_a_starter_becomes_a_draft_that_does_nothing(bob, people):
    answer = bob.post("/playbooks/new/", {"starter": "payment"}, follow=True)
    row = Playbook.objects.get()
    assert (row.state, row.owner, row.version) == ("draft", people.bob, None)
    assert "payment_failed" in text_of(answer)


def test_every_starter_reads_in_both_languages(people):
    from django.utils import translation

    from emptychair.automation.queries.playbooks import reading_for
    from emptychair.automation.starters import STARTERS

    for language in ("ja", "en"):
        with translation.override(language):
            for one in STARTERS.values():
                reading = reading_for(people.system, one.definition())
                assert reading.sentence.endswith("。" if language == "ja" else ".")
                assert reading.clauses


def test_a_whole_playbook_is_written_by_forms(bob, people):
    bob.post("/playbooks/new/", {"starter": ""})
    row = Playbook.objects.get()
    base = f"/playbooks/{row.pk}"
    bob.post(f"{base}/name/", {"name": "Lapsed", "purpose": "Call them", "owner": people.maya.pk})
    bob.post(f"{base}/trigger/", {"kind": "event", "name": "lapsed", "about": "person"})
    line = {"field-0": "language", "operator-0": "is", "value-0": "en", "match": "all"}
    bob.post(f"{base}/conditions/", {**line, "step": "save"})
    bob.post(f"{base}/steps/new/task/", {**TASK["settings"], "urgency": "high", "minutes": "20"})
    decides = {"field-0": "run:active", "operator-0": "no", "match": "all", "step": "save"}
    bob.post(f"{base}/steps/new/branch/", decides)
    mail = {**MAIL["settings"], "if_refused": "go_on", "under": "s2:yes"}
    bob.post(f"{base}/steps/new/mail/", mail)
    rules = {"again_days": 30, "per_day": 5, "hold_out": 10, "goal": "active", "goal_days": 60}
    bob.post(f"{base}/rules/", rules)
    row.refresh_from_db()
    kinds = [(one["id"], one["kind"], one.get("under", "")) for one in row.draft["steps"]]
    assert kinds == [("s1", "task", ""), ("s2", "branch", ""), ("s3", "mail", "s2")]
    assert (row.name, row.owner, row.draft["per_day"]) == ("Lapsed", people.maya, 5)
    page = text_of(bob.get(f"{base}/"))
    assert "playbook-sentence" in page


def test_a_condition_that_is_not_whole_is_told_and_not_saved(bob, people):
    row = make_playbook(people.workspace, state="draft")
    line = {"field-0": "value", "operator-0": "at_least", "value-0": "many", "step": "save"}
    answer = bob.post(f"/playbooks/{row.pk}/conditions/", line)
    assert 'role="alert"' in text_of(answer)
    row.refresh_from_db()
    assert row.draft["conditions"]["conditions"] == []


def test_steps_move_and_go_and_what_hung_below_stands_by_itself(bob, people):
    decides = {"conditions": [{"field": "run:active", "operator": "no"}]}
    branch = {"id": "s1", "kind": "branch", "settings": {"conditions": decides}}
    below = {**TASK, "id": "s2", "under": "s1", "side": "yes"}
    row = make_playbook(people.workspace, branch, below, {**TASK, "id": "s3"}, state="draft")
    bob.post(f"/playbooks/{row.pk}/steps/s3/up/")
    bob.post(f"/playbooks/{row.pk}/steps/s1/remove/")
    row.refresh_from_db()
    assert [(one["id"], one.get("under", "")) for one in row.draft["steps"]] == [
        ("s3", ""),
        ("s2", ""),
    ]


def test_a_mail_is_previewed_before_it_is_saved(bob, people):
    row = make_playbook(people.workspace, state="draft")
    answer = bob.post(
        f"/playbooks/{row.pk}/steps/new/mail/",
        {**MAIL["settings"], "if_refused": "go_on", "preview": "1"},
    )
    assert "Dear Aoi Sample" in text_of(answer) or "Dear 見本" in text_of(answer)
    row.refresh_from_db()
    assert len(row.draft["steps"]) == 1


def test_an_empty_mail_and_an_unknown_field_are_told(bob, people):
    row = make_playbook(people.workspace, state="draft")
    empty = {"delay": 30, "if_refused": "go_on"}
    assert bob.post(f"/playbooks/{row.pk}/steps/new/mail/", empty).status_code == 422
    wrong = {**MAIL["settings"], "subject_ja": "{surname}", "if_refused": "go_on"}
    answer = bob.post(f"/playbooks/{row.pk}/steps/new/mail/", wrong, follow=True)
    assert "{surname}" in text_of(answer)


def test_before_fit_it_goes_live_only_in_somebodys_name(alice, people):
    row = make_playbook(people.workspace, state="draft")
    assert alice.post(f"/playbooks/{row.pk}/live/", {}).status_code == 200
    row.refresh_from_db()
    assert row.state == "draft"
    given = {"name": "Alice", "reason": "Five customers only"}
    alice.post(f"/playbooks/{row.pk}/live/", given)
    row.refresh_from_db()
    assert (row.state, row.version.number, row.overruled["name"]) == ("live", 1, "Alice")
    assert "Five customers only" in text_of(alice.get(f"/playbooks/{row.pk}/"))


def test_a_change_makes_a_new_version_and_shows_what_it_changed(alice, people):
    row = make_playbook(people.workspace)
    alice.post(f"/playbooks/{row.pk}/steps/new/stop/", {})
    assert PlaybookVersion.objects.count() == 1
    alice.post(f"/playbooks/{row.pk}/live/", {"name": "A", "reason": "b"})
    row.refresh_from_db()
    assert row.version.number == 2
    page = text_of(alice.get(f"/playbooks/{row.pk}/versions/"))
    assert page.count("<ins>") > 1


def test_an_unfinished_playbook_does_not_go_live(alice, people):
    row = make_playbook(people.workspace, {**TASK, "settings": {"title": ""}}, state="draft")
    alice.post(f"/playbooks/{row.pk}/live/", {"name": "A", "reason": "b"})
    row.refresh_from_db()
    assert row.state == "draft"


def test_the_last_90_days_are_shown_and_nothing_is_left_behind(bob, people):
    from django.utils import timezone

    make_event(
        make_person(people.workspace, name="Jane"), name="lapsed", occurred_at=timezone.now()
    )
    row = make_playbook(people.workspace, TASK, MAIL, state="draft")
    page = text_of(bob.get(f"/playbooks/{row.pk}/trial/"))
    assert "Jane" in page
    assert not Message.objects.exists()
    assert bob.get(f"/playbooks/{row.pk}/trial/?show=out").status_code == 200


def test_all_rest_at_once_and_go_on_together(alice, people):
    first, second = make_playbook(people.workspace), make_playbook(people.workspace, name="Two")
    rested = make_playbook(people.workspace, name="Three", state="paused")
    answer = alice.post("/playbooks/all/pause/", follow=True)
    assert Playbook.objects.filter(state="paused").count() == 3
    undo = next(m.extra_tags for m in answer.context["messages"]).removeprefix("undo:")
    alice.post(undo)
    states = {row.pk: row.state for row in Playbook.objects.all()}
    assert states == {first.pk: "live", second.pk: "live", rested.pk: "paused"}


def test_a_run_is_read_step_by_step_and_taken_back(bob, people):
    person, playbook = make_person(people.workspace), make_playbook(people.workspace, TASK, MAIL)
    access = acting(people.workspace)
    run = begin_runs(access, playbook.pk, [happened("event:1", person)], now=NOW).runs[0]
    advance_run(access, run, now=NOW)
    assert bob.get(f"/playbooks/runs/{run}/").status_code == 200
    bob.post(f"/playbooks/runs/{run}/undo/")
    assert Run.objects.get().state == "undone"
    assert Message.objects.get().state == "cancelled"


def test_the_list_needs_few_queries_however_long_it_is(bob, people, django_assert_max_num_queries):
    for number in range(12):
        make_playbook(people.workspace, name=f"Playbook {number}", state="draft")
    bob.get("/playbooks/")
    with django_assert_max_num_queries(30):
        bob.get("/playbooks/")


def test_a_customer_stops_such_mails_by_the_link_and_looking_changes_nothing(client, people):
    from emptychair.automation.links import stop_token

    person = make_person(people.workspace, email="jane@example.com", language="en")
    address = f"/playbooks/stop/{stop_token(people.workspace.pk, person.pk)}/"
    assert "no more such mails" in text_of(client.get(address))
    assert not Suppression.objects.exists()
    client.post(address)
    client.post(address)
    assert Suppression.objects.get().address == "jane@example.com"
    assert client.get("/playbooks/stop/1-2.forged/").status_code == 404


def test_names_are_masked_for_those_who_may_not_see_them(client, people):
    client.force_login(people.ana)
    person = make_person(people.workspace, name="Jane Doe", language="en")
    playbook = make_playbook(people.workspace)
    begin_runs(acting(people.workspace), playbook.pk, [happened("event:1", person)], now=NOW)
    for address in ("", "runs/"):
        page = text_of(client.get(f"/playbooks/{playbook.pk}/{address}"))
        assert "Jane" not in page
        assert "J…" in page


def test_the_customers_page_shows_what_runs_and_starts_one(bob, people):
    person, playbook = make_person(people.workspace), make_playbook(people.workspace)
    page = text_of(bob.get(f"/customers/people/{person.pk}/"))
    assert f"/playbooks/choose/?person={person.pk}" in page
    bob.post(f"/playbooks/{playbook.pk}/start/", {"person": person.pk})
    assert Run.objects.get().person == person
    assert not FitOverrule.objects.exists()
