"""Effects: read by all who read initiatives, chosen and judged by those who write them."""

from datetime import date

from emptychair.effects.models import EffectDesign
from tests.architecture.permission_table.api import get, post
from tests.architecture.permission_table.who import may
from tests.factories.customers import make_person
from tests.factories.loop import make_initiative
from tests.people import NOW

TEAM = ("owner", "manager", "member")
READERS = (*TEAM, "analyst")
BASE, AT = "initiatives/<int:number>/effect/", "/initiatives/{judged}/effect/"

API, API_AT = "initiatives/<number>/effect", "initiatives/{judged}/effect"
DESIGN = {"design": "holdout", "starts_on": "2026-09-01", "ends_on": "2026-11-01"}


def ours(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, others=403, **({"outsider": 404} | rest))


LINES = {
    ("GET", "effects/", "/effects/"): ours(*READERS, outsider=200),
    ("GET", "effects/effects.csv", "/effects/effects.csv"): ours("owner", "manager", outsider=200),
    **get("effects", *READERS),
    ("GET", BASE, AT): ours(*READERS),
    ("GET", f"{BASE}design/", f"{AT}design/"): ours(*TEAM),
    ("POST", f"{BASE}verdict/", f"{AT}verdict/"): ours(*TEAM),
    ("GET", f"{BASE}held-out.csv", f"{AT}held-out.csv"): ours("owner", "manager"),
    **get(API, *READERS, address=API_AT, outsider=404),
    **post(API, *TEAM, body=DESIGN, address=API_AT, outsider=404),
    **post(
        f"{API}/verdict",
        *TEAM,
        body={"verdict": "unknown", "decision": "keep"},
        address=f"{API_AT}/verdict",
        outsider=404,
    ),
    **get(
        f"{API}/held-out/<person_id>",
        *READERS,
        address=f"{API_AT}/held-out/{{drawn}}",
        outsider=404,
    ),
}


def make(people):
    initiative = make_initiative(people.workspace)
    EffectDesign.objects.create(
        workspace=people.workspace,
        initiative=initiative,
        design="holdout",
        metric="nps",
        seed="0" * 16,
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 11, 1),
        chosen_at=NOW,
    )
    return {"judged": initiative.number, "drawn": make_person(people.workspace).pk}
