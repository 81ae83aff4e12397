"""Playbooks: read by all who read customers, written by those who write them, live by rulers."""

from emptychair.automation.services.running import advance_run
from emptychair.automation.services.starting import begin_runs
from tests.architecture.permission_table.api import DOERS, READERS, get, post
from tests.architecture.permission_table.who import EVERYBODY, may
from tests.factories.automation import TASK, acting, happened, make_playbook
from tests.factories.customers import make_person
from tests.people import NOW

TEAM = ("owner", "manager", "member")
RULERS = ("owner", "manager")
ONE, RUN = "playbooks/<int:playbook_id>/", "playbooks/runs/<int:run_id>/"


def page(route, address, *allowed, **rest):
    return {("GET", route, address): may(*allowed, others=403, **{"outsider": 404, **rest})}


def send(route, address, *allowed, **rest):
    given = {"ok": 302, "outsider": 404, **rest}
    return {("POST", route, address): may(*allowed, others=403, **given)}


LINES = {
    **page("playbooks/", "/playbooks/", *READERS, outsider=200),
    **page("playbooks/new/", "/playbooks/new/", *TEAM, outsider=200),
    **page("playbooks/choose/", "/playbooks/choose/?person={person}", *TEAM),
    **send("playbooks/all/<slug:act>/", "/playbooks/all/pause/", *TEAM, outsider=302),
    ("GET", "playbooks/stop/<str:token>/", "/playbooks/stop/{stop}/"): EVERYBODY,
    **page(RUN, "/playbooks/runs/{run}/", *READERS),
    **send(f"{RUN}<slug:act>/", "/playbooks/runs/{run}/stop/", *TEAM),
    **page(ONE, "/playbooks/{playbook}/", *READERS, partner=403),
    **page(f"{ONE}name/", "/playbooks/{playbook}/name/", *TEAM),
    **page(f"{ONE}trigger/", "/playbooks/{playbook}/trigger/", *TEAM),
    **page(f"{ONE}conditions/", "/playbooks/{playbook}/conditions/", *TEAM),
    **page(f"{ONE}rules/", "/playbooks/{playbook}/rules/", *TEAM),
    **page(f"{ONE}steps/new/<slug:kind>/", "/playbooks/{playbook}/steps/new/mail/", *TEAM),
    **page(f"{ONE}steps/<slug:step_id>/", "/playbooks/{playbook}/steps/s1/", *TEAM),
    **send(f"{ONE}steps/<slug:step_id>/<slug:act>/", "/playbooks/{playbook}/steps/s1/up/", *TEAM),
    **page(f"{ONE}trial/", "/playbooks/{playbook}/trial/", *READERS),
    **page(f"{ONE}live/", "/playbooks/{playbook}/live/", *RULERS),
    **send(f"{ONE}state/<slug:act>/", "/playbooks/{playbook}/state/pause/", *TEAM),
    **send(f"{ONE}start/", "/playbooks/{playbook}/start/", *TEAM),
    **page(f"{ONE}runs/", "/playbooks/{playbook}/runs/", *READERS),
    **send(f"{ONE}runs/undo/", "/playbooks/{playbook}/runs/undo/", *RULERS),
    **page(f"{ONE}versions/", "/playbooks/{playbook}/versions/", *READERS),
    **get("playbooks", *READERS),
    **get(
        "playbooks/<playbook_id>/runs",
        *READERS,
        address="playbooks/{playbook}/runs",
        outsider=404,
    ),
    **post(
        "playbooks/<playbook_id>/runs",
        *DOERS,
        address="playbooks/{playbook}/runs",
        body={"person_id": 99_999_999},
        ok=404,
    ),
    **post(
        "playbook-runs/<run_id>/stop",
        *DOERS,
        address="playbook-runs/{run}/stop",
        body={},
        ok=200,
        outsider=404,
    ),
    **post(
        "playbook-runs/<run_id>/undo",
        *DOERS,
        address="playbook-runs/{run}/undo",
        body={},
        ok=200,
        outsider=404,
    ),
}


def make(people):
    from emptychair.automation.links import stop_token

    person = make_person(people.workspace)
    playbook = make_playbook(people.workspace, TASK)
    access = acting(people.workspace)
    run = begin_runs(access, playbook.pk, [happened("event:1", person)], now=NOW).runs[0]
    advance_run(access, run, now=NOW)
    return {
        "person": person.pk,
        "playbook": playbook.pk,
        "run": run,
        "stop": stop_token(people.workspace.pk, person.pk),
    }
