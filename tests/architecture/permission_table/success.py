"""Health and risk: read by all who read customers; models and weights belong to those who lead."""

from emptychair.success.models import BackTest, CustomerHealth, LostCustomer, RiskModel
from tests.architecture.permission_table.api import DOERS, READERS, get
from tests.architecture.permission_table.who import may
from tests.factories.customers import make_company, make_person
from tests.people import NOW

HEADS = ("owner", "manager")


def section(*allowed, ok=200):
    return may(*allowed, "outsider", ok=ok)


def seen(*allowed, ok=200):
    return may(*allowed, ok=ok, outsider=404)


COMPANY, COMPANY_AT = (
    "success/health/companies/<int:company_id>/",
    "/success/health/companies/{ill}/",
)
MODEL, MODEL_AT = "success/models/<int:model_id>/", "/success/models/{model}/"
LINES = {
    ("GET", "success/", "/success/"): section(*READERS),
    ("GET", "success/table.csv", "/success/table.csv"): section(*HEADS),
    ("POST", "success/look/", "/success/look/"): section(*DOERS, ok=302),
    ("GET", "success/chances/", "/success/chances/"): section(*READERS),
    ("GET", "success/health/", "/success/health/"): section(*READERS),
    ("GET", COMPANY, COMPANY_AT): seen(*READERS),
    ("POST", f"{COMPANY}case/", f"{COMPANY_AT}case/"): may(
        *DOERS, ok=302, outsider=404, partner=403
    ),
    (
        "GET",
        "success/health/people/<int:person_id>/",
        "/success/health/people/{unlooked}/",
    ): seen(*READERS),
    (
        "POST",
        "success/health/people/<int:person_id>/case/",
        "/success/health/people/{unlooked}/case/",
    ): may(*DOERS, ok=404, outsider=404, partner=403),
    ("GET", "success/health/weights/", "/success/health/weights/"): section(*READERS),
    ("POST", "success/health/weights/", "/success/health/weights/"): section(*HEADS),
    ("GET", "success/lost/", "/success/lost/"): section(*READERS),
    ("GET", "success/lost/<int:lost_id>/", "/success/lost/{lost}/"): seen(*READERS),
    ("POST", "success/lost/<int:lost_id>/", "/success/lost/{lost}/"): seen(*DOERS),
    ("GET", "success/models/", "/success/models/"): section(*READERS),
    ("POST", "success/models/test/", "/success/models/test/"): section(*HEADS, ok=302),
    ("POST", "success/models/split/", "/success/models/split/"): section(*HEADS, ok=302),
    ("GET", MODEL, MODEL_AT): seen(*READERS, ok=302),
    (
        "POST",
        "success/models/<int:model_id>/<slug:act>/",
        "/success/models/{model}/seen/",
    ): seen(*HEADS, ok=302),
    **get("risks", *READERS),
    **get("health/<kind>/<number>", *READERS, address="health/company/{ill}", outsider=404),
    **get("back-test", *READERS),
    **get("lost-customers", *READERS),
}


def make(people):
    company = make_company(people.workspace)
    CustomerHealth.objects.create(
        workspace=people.workspace, company=company, unit=company.pk, as_of=NOW.date(),
        looked_at=NOW, quadrant="unknown", is_listed=True,
    )  # fmt: skip
    lost = LostCustomer.objects.create(
        workspace=people.workspace, company=company, left_on=NOW.date(), how="left"
    )
    test = BackTest.objects.create(workspace=people.workspace, run_at=NOW, horizon=90)
    model = RiskModel.objects.create(
        workspace=people.workspace, version=1, kind="rhythm", state="demoted", back_test=test
    )
    seen_by = make_person(people.workspace)
    return {
        "ill": company.pk, "lost": lost.pk, "model": model.pk, "unlooked": seen_by.pk,
    }  # fmt: skip
