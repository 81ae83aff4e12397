"""Customers' KPIs: read by all who read customers, written by those who write about them."""

from datetime import timedelta

from django.utils import timezone

from emptychair.outcomes.links import token_for
from emptychair.outcomes.models import Reading
from emptychair.outcomes.services.confirming import make_link
from emptychair.outcomes.services.interviews import Told, begin_interview
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from tests.architecture.permission_table.api import DOERS, READERS, get, patch, post
from tests.architecture.permission_table.who import EVERYBODY, may
from tests.factories.customers import make_company, make_person
from tests.people import NOW

KPI = "outcomes/kpis/<int:kpi_id>/"
HERE = "/outcomes/kpis/{kpi}/"
HEADS = ("owner", "manager")


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


def seen(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, **{"outsider": 404, **rest})


LINES = {
    ("GET", "outcomes/", "/outcomes/"): section(*READERS),
    ("GET", "outcomes/table.csv", "/outcomes/table.csv"): section(*HEADS),
    ("GET", "outcomes/jobs/", "/outcomes/jobs/"): section(*READERS),
    (
        "GET",
        "outcomes/conversations/new/",
        "/outcomes/conversations/new/?company={company}",
    ): seen(*DOERS),
    (
        "GET",
        "outcomes/conversations/<int:interview_id>/",
        "/outcomes/conversations/{talk}/",
    ): seen(*READERS),
    (
        "POST",
        "outcomes/conversations/<int:interview_id>/drop/",
        "/outcomes/conversations/{talk}/drop/",
    ): seen(*DOERS, ok=302),
    ("GET", "outcomes/kpis/new/", "/outcomes/kpis/new/?company={company}"): seen(*DOERS),
    ("GET", KPI, HERE): seen(*READERS),
    ("GET", f"{KPI}edit/", f"{HERE}edit/"): seen(*DOERS),
    ("GET", f"{KPI}proxy/", f"{HERE}proxy/"): seen(*DOERS),
    ("POST", f"{KPI}checked/", f"{HERE}checked/"): seen(*DOERS, ok=302),
    ("POST", f"{KPI}count/", f"{HERE}count/"): seen(*DOERS, ok=302),
    ("POST", f"{KPI}end/", f"{HERE}end/"): seen(*DOERS, ok=302),
    ("POST", f"{KPI}take-up/", f"{HERE}take-up/"): seen(*DOERS, ok=302),
    ("GET", f"{KPI}readings/<int:reading_id>/", f"{HERE}readings/{{reading}}/"): seen(*DOERS),
    ("GET", f"{KPI}ask/", f"{HERE}ask/"): seen(*DOERS),
    ("POST", f"{KPI}links/<int:link_id>/withdraw/", f"{HERE}links/{{link}}/withdraw/"): seen(
        *DOERS, ok=302
    ),
    ("POST", f"{KPI}links/<int:link_id>/decide/", f"{HERE}links/{{link}}/decide/"): seen(
        *DOERS, ok=302
    ),
    (
        "GET",
        "customers/companies/<int:company_id>/outcome/",
        "/customers/companies/{company}/outcome/",
    ): seen(*READERS),
    (
        "GET",
        "customers/people/<int:person_id>/outcome/",
        "/customers/people/{person}/outcome/",
    ): seen(*READERS),
    # whoever has the link is the customer who was asked, whoever else they may be
    ("GET", "k/<str:token>/", "/k/{token}/"): EVERYBODY,
    **get("kpis", *READERS),
    **post("kpis", *DOERS, body={"name": "Hires"}, ok=422),
    **patch("kpis/<kpi_id>", *DOERS, address="kpis/{kpi}", body={"unit": "people"}),
    **get("kpis/<kpi_id>", *READERS, address="kpis/{kpi}", outsider=404),
    **get("kpis/<kpi_id>/readings", *READERS, address="kpis/{kpi}/readings", outsider=404),
    **post(
        "kpis/<kpi_id>/readings",
        *DOERS,
        address="kpis/{kpi}/readings",
        body=[],
        outsider=404,
    ),
    **get(
        "companies/<company_id>/outcome",
        *READERS,
        address="companies/{company}/outcome",
        outsider=404,
    ),
    **get("people/<person_id>/outcome", *READERS, address="people/{person}/outcome", outsider=404),
    **get("outcomes/jobs", *READERS),
}


def make(people):
    company, person = make_company(people.workspace), make_person(people.workspace)
    kpi, _new = agree_kpi(people.system, Agreed(name="Hires"), company=company, now=NOW)
    given = GivenReading(value=3.0, day=NOW.date() - timedelta(days=1))
    record_readings(people.system, kpi, [given], now=NOW)
    link, _new = make_link(people.system, kpi, person, language="ja", now=timezone.now())
    talk = begin_interview(
        people.system, Told(department="hr"), company=company, held_on=NOW.date()
    )
    return {
        "company": company.pk,
        "person": person.pk,
        "kpi": kpi.pk,
        "reading": Reading.objects.get(kpi=kpi).pk,
        "link": link.pk,
        "talk": talk.pk,
        "token": token_for(people.workspace.pk, link.pk),
    }
