"""Pages of health and risk, as people use them."""

import pytest
from django.urls import reverse

from emptychair.loop.models import Case
from emptychair.success.models import (
    BackTest,
    CustomerHealth,
    HealthWeighting,
    LostCustomer,
    RiskModel,
)
from emptychair.success.rules.halves import USUAL
from tests.factories.customers import make_company, make_event, make_person
from tests.people import NOW
from tests.success.conftest import at

pytestmark = pytest.mark.django_db
SILENT = [{"code": "silent", "silent_days": 31.0, "own_gap": 9.0}]


def make_health(workspace, *, signs=(), **fields):
    company = make_company(workspace, name=fields.pop("name", "Yamato Setsubi"))
    plain = {
        "as_of": NOW.date(), "looked_at": NOW, "quadrant": "unknown", "worth": 50_000.0,
        "signs": list(signs), "codes": "".join(f" {one['code']} " for one in signs),
        "is_listed": bool(signs), "rank": 100.0, "has_chances": bool(fields.get("chances")),
    }  # fmt: skip
    return CustomerHealth.objects.create(
        workspace=workspace, company=company, unit=company.pk, **(plain | fields)
    )


@pytest.fixture
def alice(client, people, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def text_of(answer):
    return answer.content.decode()


def test_the_list_tells_who_why_and_what_next_and_that_no_model_is_on(alice, people):
    row = make_health(people.workspace, signs=SILENT, name="Sora Foods")
    page = text_of(alice.get("/success/"))
    assert "Sora Foods" in page
    assert "Expected every 9 days, silent for 31." in page
    assert reverse("company-risk-case", args=[row.company_id]) in page
    assert f"?company={row.company_id}" in page


def test_nobody_looked_at_yet_leads_to_the_import_and_the_first_look(alice, people):
    page = text_of(alice.get("/success/"))
    assert reverse("success-look") in page
    assert reverse("data") in page


def test_the_first_list_follows_a_look_by_hand(alice, people):
    for name, until in (("Sato", 60), ("Ito", 0)):
        person = make_person(people.workspace, name=name, joined_on=at(400).date())
        for back in range(400, until - 1, -7):
            make_event(person, occurred_at=at(back))
    answer = alice.post("/success/look/", follow=True)
    assert answer.redirect_chain
    assert CustomerHealth.objects.count() == 2


def test_filters_narrow_the_list(alice, people):
    make_health(people.workspace, signs=SILENT, name="Sora Foods")
    make_health(people.workspace, signs=[{"code": "payment"}], name="Umi Trading")
    page = text_of(alice.get("/success/?sign=payment"))
    assert "Umi Trading" in page
    assert "Sora Foods" not in page
    page = text_of(alice.get("/success/?q=sora"))
    assert "Sora Foods" in page
    assert "Umi Trading" not in page


def test_contact_opens_a_case_and_leads_there(alice, people):
    row = make_health(people.workspace, signs=SILENT)
    answer = alice.post(reverse("company-risk-case", args=[row.company_id]))
    case = Case.objects.get()
    assert answer["Location"] == reverse("case", args=[case.number])
    assert case.company_id == row.company_id


def test_the_quadrant_counts_the_unknown_apart(alice, people):
    make_health(people.workspace, name="Kumo", quadrant="unknown")
    make_health(
        people.workspace, name="Hoshi", quadrant="both", outcome=80.0, experience=90.0,
        outcome_confidence=0.6, experience_confidence=0.5,
    )  # fmt: skip
    page = text_of(alice.get("/success/health/?place=unknown"))
    assert "Kumo" in page
    assert "Hoshi" not in page
    page = text_of(alice.get("/success/health/"))
    assert "<svg" in page


def test_a_customers_page_tells_what_counts_and_why_it_moved(alice, people):
    row = make_health(
        people.workspace, signs=SILENT, outcome=30.0, outcome_confidence=0.5,
        inputs={"use": [20.0, 75.0], "rhythm": [0.0, 80.0]},
        history=[["2026-10-22", 75.0, 0.5, None, 0.1, None],
                 ["2026-11-22", 30.0, 0.5, None, 0.1, None]],
    )  # fmt: skip
    page = text_of(alice.get(reverse("company-health", args=[row.company_id])))
    assert "<svg" in page
    assert "75 → 20" in page


def test_the_list_goes_out_as_a_file_that_a_spreadsheet_does_not_compute(alice, people):
    make_health(people.workspace, signs=SILENT, name="=2+2")
    text = text_of(alice.get("/success/table.csv"))
    assert "'=2+2" in text


def test_a_failed_model_is_not_switched_on_by_its_address(alice, people):
    test = BackTest.objects.create(workspace=people.workspace, run_at=NOW, horizon=90)
    failed = RiskModel.objects.create(
        workspace=people.workspace, version=1, kind="trees", state="failed", back_test=test
    )
    page = alice.post(reverse("risk-model-act", args=[failed.pk, "on"]), follow=True)
    failed.refresh_from_db()
    assert failed.state == "failed"
    assert page.status_code == 200


def test_weights_are_changed_with_a_reason_only(alice, people):
    given = {f"w-{key}": value for key, value in USUAL.items()}
    alice.post("/success/health/weights/", {**given, "reason": ""})
    assert not HealthWeighting.objects.exists()
    alice.post("/success/health/weights/", {**given, "w-seats": 4, "reason": "Seats pay."})
    assert HealthWeighting.objects.get().weights["seats"] == 4


def test_a_lesson_is_kept_beside_the_lost_customer(alice, people):
    company = make_company(people.workspace, name="Sora Foods")
    lost = LostCustomer.objects.create(
        workspace=people.workspace, company=company, left_on=NOW.date(), how="left",
        warnings=[{"day": "2026-08-01", "code": "silent"}], warned_on=at(100).date(),
    )  # fmt: skip
    alice.post(reverse("lost-customer", args=[lost.pk]), {"text": "Call sooner."})
    lost.refresh_from_db()
    assert lost.lesson == "Call sooner."
    assert "Sora Foods" in text_of(alice.get(reverse("lost-customer", args=[lost.pk])))


def test_the_analyst_sees_no_name_of_a_person(client, people):
    person = make_person(people.workspace, name="Hanako Yamada")
    CustomerHealth.objects.create(
        workspace=people.workspace, person=person, unit=-person.pk, as_of=NOW.date(),
        looked_at=NOW, quadrant="unknown", signs=SILENT, codes=" silent ", is_listed=True,
    )  # fmt: skip
    client.force_login(people.ana)
    assert "Yamada" not in text_of(client.get("/success/"))


def test_a_long_list_takes_few_questions(alice, people, django_assert_max_num_queries):
    for number in range(30):
        make_health(people.workspace, signs=SILENT, name=f"Firm {number}", rank=number)
    alice.get("/success/")
    with django_assert_max_num_queries(30):
        alice.get("/success/")
    with django_assert_max_num_queries(30):
        alice.get("/success/health/")
