"""Requests: partners see what was given to them; the rest is for those who write cases."""

from tests.architecture.permission_table.who import EVERYBODY, may
from tests.factories.customers import make_company, make_person
from tests.factories.plans import make_request

TEAM = ("owner", "manager", "member")
READERS = (*TEAM, "analyst")
ONE, TASK = "requests/<int:number>/", "requests/tasks/<int:task_id>/"


def seen(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, **({"outsider": 404, "partner": 404} | rest))


LINES = {
    ("GET", "requests/", "/requests/"): may(*READERS, "partner", "outsider"),
    ("GET", "requests/new/", "/requests/new/"): may(*TEAM, "outsider"),
    ("GET", "requests/form/", "/requests/form/"): may("owner", "manager", "outsider"),
    ("POST", "requests/form/", "/requests/form/"): may("owner", "manager", ok=302, outsider=302),
    (
        "GET",
        "requests/form/<str:token>/",
        "/requests/form/made-up/",
    ): dict.fromkeys(EVERYBODY, 404),
    (
        "GET",
        "requests/situation/",
        "/requests/situation/?request={request}",
    ): seen(*TEAM, partner=403),
    ("GET", TASK, "/requests/tasks/{task}/"): seen(*TEAM, partner=403),
    ("POST", f"{TASK}<slug:act>/", "/requests/tasks/{task}/looked/"): seen(*TEAM, ok=302),
    ("GET", ONE, "/requests/{request}/"): seen(*READERS),
    ("POST", f"{ONE}split/", "/requests/{request}/split/"): seen(*TEAM, ok=302, analyst=403),
    ("GET", f"{ONE}edit/", "/requests/{request}/edit/"): seen(*TEAM, partner=403),
    ("GET", f"{ONE}tell/", "/requests/{request}/tell/"): seen(*TEAM, ok=302),
    ("POST", f"{ONE}<slug:act>/", "/requests/{request}/reopen/"): seen(*TEAM, ok=302),
}


def make(people):
    from emptychair.intake.services.tasks import TaskWish, confirm_tasks
    from tests.people import NOW

    person = make_person(people.workspace, company=make_company(people.workspace))
    row = make_request(people.workspace, person=person)
    (task,) = confirm_tasks(people.system, row.pk, [TaskWish(title="x")], now=NOW)
    return {"request": row.number, "task": task.pk}
