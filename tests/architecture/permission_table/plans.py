"""Success plans: read by all who read customers, changed by those who may write them."""

from tests.architecture.permission_table.who import EVERYBODY, may
from tests.factories.customers import make_company, make_person
from tests.factories.plans import make_plan

HEADS = ("owner", "manager")
TEAM = (*HEADS, "member")
READERS = (*TEAM, "analyst")
PLAN, STEP = "plans/<int:plan_id>/", "plans/steps/<int:step_id>/"


def seen(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, **({"outsider": 404} | rest))


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


LINES = {
    ("GET", "plans/", "/plans/"): section(*READERS),
    ("GET", "plans/new/", "/plans/new/"): section(*TEAM),
    ("GET", "plans/templates/", "/plans/templates/"): section(*READERS),
    ("GET", "plans/templates/new/", "/plans/templates/new/"): section(*TEAM),
    ("GET", "plans/templates/<slug:key>/", "/plans/templates/b2b_project/"): section(*TEAM),
    (
        "POST",
        "plans/templates/<slug:key>/remove/",
        "/plans/templates/nothing/remove/",
    ): section(*TEAM, ok=404),
    (
        "POST",
        "plans/templates/<slug:key>/restore/",
        "/plans/templates/nothing/restore/",
    ): section(*TEAM, ok=404),
    ("GET", "plans/rules/new/", "/plans/rules/new/"): section(*HEADS),
    (
        "POST",
        "plans/rules/<int:rule_id>/<slug:act>/",
        "/plans/rules/0/rest/",
    ): section(*READERS, ok=404),
    ("GET", STEP, "/plans/steps/{step}/"): seen(*TEAM),
    (
        "POST",
        f"{STEP}<slug:act>/",
        "/plans/steps/{step}/done/",
    ): seen(*TEAM, ok=302),
    ("POST", "plans/links/<int:link_id>/revoke/", "/plans/links/0/revoke/"): section(
        *READERS, ok=404
    ),
    ("GET", PLAN, "/plans/{plan}/"): seen(*READERS),
    ("GET", f"{PLAN}edit/", "/plans/{plan}/edit/"): seen(*TEAM),
    ("GET", f"{PLAN}steps/new/", "/plans/{plan}/steps/new/"): seen(*TEAM),
    ("GET", f"{PLAN}move/", "/plans/{plan}/move/"): seen(*TEAM),
    ("GET", f"{PLAN}send/", "/plans/{plan}/send/"): seen(*TEAM),
    ("POST", f"{PLAN}<slug:act>/", "/plans/{plan}/link/"): seen(*TEAM, ok=302),
    # the customer's own page: whoever has a signed link; this one was not signed by us
    ("GET", "p/<str:token>/", "/p/made-up/"): dict.fromkeys(EVERYBODY, 404),
}


def make(people):
    person = make_person(people.workspace, company=make_company(people.workspace))
    plan = make_plan(people.workspace, company=person.company, contact_id=person.pk)
    return {"plan": plan.pk, "step": plan.tasks.first().pk}
