"""Success plans and requests over the API."""

from tests.architecture.permission_table.api import DOERS, OURS, READERS, get, patch, post
from tests.factories.customers import make_company
from tests.factories.plans import make_plan, make_request

LINES = {
    **get("plans", *READERS),
    **post(
        "plans", *DOERS, body={"company_id": 0, "title": "x", "starts_on": "2026-11-22"}, ok=422
    ),
    **get("plans/<plan_id>", *READERS, address="plans/{plan}", outsider=404),
    **post(
        "plans/tasks/<step_id>/state",
        *DOERS,
        address="plans/tasks/{step}/state",
        body={"state": "done"},
        ok=200,
        outsider=404,
    ),
    **patch("plans/<plan_id>", *DOERS, address="plans/{plan}", body={"kpi": "x"}),
    **patch("plans/tasks/<step_id>", *DOERS, address="plans/tasks/{step}", body={"note": "x"}),
    **patch(
        "plans/milestones/<milestone_id>",
        *DOERS,
        address="plans/milestones/{milestone}",
        body={"title": "x"},
    ),
    **get("requests", *OURS, partner=200),
    **post("requests", *DOERS, body={"raw": "We need tea."}),
    **get("requests/<number>", *READERS, address="requests/{request}", outsider=404, partner=404),
    **post(
        "requests/<number>/tasks",
        *DOERS,
        address="requests/{request}/tasks",
        body={"titles": ["x"]},
        outsider=404,
        partner=404,
    ),
    **post(
        "requests/tasks/<task_id>/state",
        *DOERS,
        address="requests/tasks/0/state",
        body={"state": "done"},
        ok=404,
        partner=404,
    ),
}


def make(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    request = make_request(people.workspace)
    return {
        "plan": plan.pk,
        "step": plan.tasks.first().pk,
        "milestone": plan.milestones.first().pk,
        "request": request.number,
    }
