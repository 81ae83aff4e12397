"""Touch, capacity, the organisation and fit: read by all who read customers, run by the heads."""

from emptychair.customers.models import Company
from emptychair.fit.models import FitOverrule
from emptychair.touch.models import CustomerTouch, OrgDesign, TimeOff, TouchDecision, TouchRule
from tests.architecture.permission_table.who import WHO, may
from tests.people import NOW

HEADS = ("owner", "manager")
DOERS = (*HEADS, "member")
READERS = (*DOERS, "analyst")


def seen(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, **({"outsider": 404} | rest))


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


def machine(*allowed, outsider=200):
    answers = dict.fromkeys(WHO, 403) | dict.fromkeys(allowed, 200)
    return answers | {"outsider": outsider, "nobody": 401}


GROUP = "touch/groups/<int:group_id>/"
CUSTOMER = "touch/customers/<int:row_id>/"
LOAD = "touch/capacity/<int:user_id>/"
DESIGN = "organisation/<int:design_id>/"
LINES = {
    ("GET", "touch/", "/touch/"): section(*READERS),
    ("POST", "touch/count/", "/touch/count/"): section(*DOERS, ok=302),
    ("GET", "touch/settings/", "/touch/settings/"): section(*HEADS),
    ("POST", "touch/settings/margins/", "/touch/settings/margins/"): section(*HEADS, ok=302),
    ("GET", GROUP, "/touch/groups/{group}/"): seen(*READERS),
    ("POST", GROUP + "<slug:act>/", "/touch/groups/{group}/rule/"): seen(*HEADS, ok=302),
    (
        "POST",
        "touch/decisions/<int:decision_id>/undo/",
        "/touch/decisions/{decision}/undo/",
    ): seen(*HEADS, ok=302),
    ("GET", "touch/customers/", "/touch/customers/"): section(*READERS),
    ("GET", "touch/customers/table.csv", "/touch/customers/table.csv"): section(*HEADS),
    ("GET", CUSTOMER, "/touch/customers/{row}/"): seen(*READERS),
    ("POST", CUSTOMER + "<slug:act>/", "/touch/customers/{row}/drop/"): seen(*DOERS, ok=302),
    ("GET", "touch/capacity/", "/touch/capacity/"): section(*READERS),
    ("GET", LOAD, "/touch/capacity/{user}/"): seen(*READERS),
    ("POST", LOAD + "<slug:act>/", "/touch/capacity/{user}/hours/"): seen(*HEADS, ok=302),
    ("POST", "touch/off/<int:off_id>/drop/", "/touch/off/{off}/drop/"): seen(*HEADS, ok=302),
    ("GET", "organisation/", "/organisation/"): section(*READERS),
    ("GET", DESIGN, "/organisation/{design}/"): seen(*READERS),
    ("GET", DESIGN + "design.md", "/organisation/{design}/design.md"): seen(*HEADS),
    ("POST", DESIGN + "readings/", "/organisation/{design}/readings/"): seen(*READERS, ok=302),
    (
        "GET",
        DESIGN + "steps/<int:number>/",
        "/organisation/{design}/steps/1/",
    ): seen(*HEADS),
    ("GET", "fit/", "/fit/"): section(*READERS),
    ("GET", "fit/people/", "/fit/people/"): section(*READERS),
    ("GET", "fit/test/", "/fit/test/"): section(*HEADS),
    ("GET", "fit/overrule/", "/fit/overrule/"): section(*HEADS),
    (
        "POST",
        "fit/overrules/<int:overrule_id>/withdraw/",
        "/fit/overrules/{overrule}/withdraw/",
    ): seen(*HEADS, ok=302),
    ("GET", "api/v1/touch", "/api/v1/touch"): machine(*READERS),
    (
        "GET",
        "api/v1/touch/<kind>/<number>",
        "/api/v1/touch/company/{company}",
    ): machine(*READERS, outsider=404),
    ("GET", "api/v1/capacity", "/api/v1/capacity"): machine(*READERS),
    ("GET", "api/v1/fit", "/api/v1/fit"): machine(*READERS),
}


def make(people):
    here = {"workspace": people.workspace}
    company = Company.objects.create(**here, name="Yamato")
    sums = dict.fromkeys(("priced", "prices", "y", "yy", "xy", "estimated_hours", "touched"), 0)
    rule = TouchRule.objects.create(
        **here, kind="company", sums={**sums, "customers": 1, "x": 1, "xx": 1, "decider": ""}
    )
    row = CustomerTouch.objects.create(**here, company=company, kind="company")
    decision = TouchDecision.objects.create(
        **here, kind="company", to="low", answer="declined", stake=1, name="Alice", made_at=NOW
    )
    off = TimeOff.objects.create(**here, user=people.ana, first=NOW.date(), last=NOW.date())
    design = OrgDesign.objects.create(**here, series=1, name="Hiring", state="draft")
    overrule = FitOverrule.objects.create(
        **here, stage="unknown", reason="x", name="Alice", made_at=NOW
    )
    return {
        "company": company.pk,
        "group": rule.pk,
        "row": row.pk,
        "decision": decision.pk,
        "user": people.ana.pk,
        "off": off.pk,
        "design": design.pk,
        "overrule": overrule.pk,
    }
