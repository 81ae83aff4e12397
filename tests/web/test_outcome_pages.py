"""Pages about customers' own KPIs, and the conversation, through requests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import Segment
from emptychair.messaging.models import Message
from emptychair.outcomes.models import Confirmation, Interview, Kpi, Reading
from emptychair.outcomes.queries.interviews import jobs_hired_for
from emptychair.outcomes.services.interviews import Told, begin_interview, save_interview
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from emptychair.usage.services.counting import count_new
from tests.factories.customers import make_company, make_event, make_person

HIRES = {
    "name": "Hires", "unit": "people", "direction": "up", "start_value": "2",
    "start_on": "2026-01-01", "target_value": "12", "target_on": "2027-01-01",
    "cadence_days": "30", "source": "told", "event_measure": "count",
}  # fmt: skip


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


@pytest.fixture
def company(people):
    return make_company(people.workspace, name="Sakura", yearly_value=1)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def today():
    return timezone.localdate()


def kpi_with(people, company, *values, **more):
    kpi, _new = agree_kpi(
        people.system, Agreed(name="Hires", **more), company=company, now=timezone.now()
    )
    given = [
        GivenReading(value=value, day=today() - timedelta(days=30 * place))
        for place, value in enumerate(reversed(values))
    ]
    record_readings(people.system, kpi, given, now=timezone.now())
    return kpi


def test_an_empty_page_leads_to_a_first_customer(alice, company):
    assert "?view=unasked" in text(alice.get("/outcomes/"))
    page = text(alice.get("/outcomes/?view=unasked"))
    assert "Sakura" in page
    assert f"/outcomes/conversations/new/?company={company.pk}" in page


def test_from_the_conversation_to_an_agreed_kpi_with_its_first_reading(alice, company):
    start = f"/outcomes/conversations/new/?company={company.pk}"
    answer = alice.post(start, {"department": "hr", "industry": "saas"})
    talk = Interview.objects.get()
    page = text(alice.get(answer.url))
    assert "One more engineer soon, or one whom you would still choose in two years?" in page
    assert "The team grew out of its spreadsheet" in page
    alice.post(answer.url, {"job_code": "hr.more", "job": "ten by spring"})
    talk.refresh_from_db()
    assert (talk.state, talk.job) == ("draft", "ten by spring")
    told = {
        "job_code": "hr.more", "job": "ten by spring", "situation_codes": ["grown", "growth"],
        "alternative_codes": "agency", "push": "evenings", "quotes": "One\n\nTwo", "done": "1",
    }  # fmt: skip
    read = alice.post(answer.url, told, follow=True)
    assert "More people hired" in text(read)
    talk.refresh_from_db()
    assert (talk.state, talk.quotes) == ("done", ["One", "Two"])
    new = f"/outcomes/kpis/new/?company={company.pk}&conversation={talk.pk}"
    assert 'value="People hired a quarter"' in text(alice.get(new))
    made = alice.post(new, HIRES)
    kpi = Kpi.objects.get()
    assert kpi.interview_id == talk.pk
    alice.post(made.url, {"value": "7", "day": today().isoformat(), "told": "on"})
    kpi.refresh_from_db()
    assert kpi.progress == 0.5
    page = text(alice.get(f"/customers/companies/{company.pk}/outcome/"))
    assert "50%" in page
    assert "50%" in text(alice.get(f"/customers/companies/{company.pk}/"))  # the card


def test_a_draft_keeps_itself_while_one_talks(alice, company, people):
    talk = begin_interview(people.system, Told(department="hr"), company=company, held_on=today())
    page = f"/outcomes/conversations/{talk.pk}/"
    assert "More hires, or better ones?" in text(alice.get(page))
    answer = alice.post(page, {"push": "evenings"}, headers={"HX-Request": "true"})
    assert "Draft kept" in text(answer)
    talk.refresh_from_db()
    assert (talk.push, talk.state) == ("evenings", "draft")
    alice.post(f"{page}drop/")
    assert not Interview.objects.exists()


@pytest.mark.parametrize("code", ["sales.more", "hr.nothing", "made up"])
def test_a_job_that_the_guide_does_not_ask_for_is_refused(alice, company, people, code):
    talk = begin_interview(people.system, Told(department="hr"), company=company, held_on=today())
    answer = alice.post(f"/outcomes/conversations/{talk.pk}/", {"job_code": code})
    assert answer.status_code == 422


def talks(people, company, *codes):
    for code in codes:
        told = Told(department=code.partition(".")[0], job_code=code)
        row = begin_interview(people.system, told, company=company, held_on=today())
        save_interview(people.system, row, told, done=True, now=timezone.now())


def test_jobs_lead_to_their_customers_and_few_are_not_ranked(alice, people, company):
    talks(people, company, "hr.more", "hr.more", "sales.win")
    talks(people, make_company(people.workspace, name="Fuji"), "sales.win")
    page = text(alice.get("/outcomes/jobs/"))
    assert "no order is read into the counts" in page
    found = jobs_hired_for(people.system)
    assert [(one.code, one.customers) for one in found.rows] == [("sales.win", 2), ("hr.more", 1)]
    listed = text(alice.get("/outcomes/jobs/?job=hr.more"))
    assert "Sakura" in listed
    assert "Fuji" not in listed.partition('id="talks"')[2]


def test_thirty_customers_are_ranked(people):
    for number in range(30):
        code = "sales.more" if number < 10 else "hr.more"
        talks(people, make_company(people.workspace, name=f"C{number}"), code)
    found = jobs_hired_for(people.system)
    assert found.is_ranked
    assert [one.code for one in found.rows] == ["hr.more", "sales.more"]


def test_jobs_of_a_segment(people, company):
    talks(people, company, "hr.more")
    make_person(people.workspace, company=company, language="en")
    talks(people, make_company(people.workspace, name="Fuji"), "sales.win")
    rules = {"match": "all", "lines": [{"field": "language", "operator": "is", "value": "en"}]}
    segment = Segment.objects.create(workspace=people.workspace, name="English", rules=rules)
    found = jobs_hired_for(people.system, segment=segment)
    assert [one.code for one in found.rows] == ["hr.more"]


def test_the_mail_is_looked_at_before_it_goes_out(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    person = make_person(people.workspace, company=company, language="en")
    page = f"/outcomes/kpis/{kpi.pk}/ask/"
    assert "May we ask you" in text(alice.get(f"{page}?person={person.pk}"))
    mail = {"person": person.pk, "subject": "Right?", "text": "Please look: {link}"}
    shown = text(alice.post(page, mail))
    assert "Send this mail" in shown
    assert "Please look: http" in shown
    assert not Message.objects.exists()
    for _ in range(2):
        assert alice.post(page, {**mail, "send": "1"}).status_code == 302
    assert Message.objects.count() == 1
    assert "/k/" in Message.objects.get().text


def test_where_no_mail_can_go_the_page_says_why_and_shows_no_empty_form(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    gone = make_person(people.workspace, company=company, left_on=timezone.localdate())
    make_person(people.workspace, company=company)
    page = text(alice.get(f"/outcomes/kpis/{kpi.pk}/ask/?person={gone.pk}"))
    assert "Ask somebody else there, or hand over a link." in page
    assert page.count('<form class="card measure" method="post">') == 1
    assert "Only make a link" in page


def test_nobody_of_another_customer_is_asked(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    other = make_person(people.workspace)
    page = f"/outcomes/kpis/{kpi.pk}/ask/?person={other.pk}"
    assert alice.get(page).status_code == 404


def test_who_left_the_customer_is_no_longer_asked(alice, people, company):
    left = make_person(people.workspace, company=company, name="Gone Girl", language="en")
    there = make_person(people.workspace, company=company, name="Still There", language="en")
    kpi = kpi_with(people, company, 4.0, customer_owner_id=left.pk)
    assert "Dear Gone Girl" in text(alice.get(f"/outcomes/kpis/{kpi.pk}/ask/"))
    left.left_on = today()
    left.save()
    asked = alice.get(f"/outcomes/kpis/{kpi.pk}/ask/")
    assert asked.context["people"] == [(there.pk, "Still There")]
    assert asked.context["person"] is None
    assert "Gone Girl, who answered for this number, has left." in text(asked)
    assert "Dear Still There" in text(alice.get(f"/outcomes/kpis/{kpi.pk}/ask/?person={there.pk}"))
    assert "Choose somebody else" in text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    form = alice.get(f"/outcomes/kpis/{kpi.pk}/edit/").context["form"]
    assert form["customer_owner_id"].value() == left.pk
    assert (str(left.pk), "Gone Girl (has left)") in form.fields["customer_owner_id"].choices


def test_a_link_to_hand_over_and_withdrawn(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    people.workspace.settings["public_url"] = "https://voice.kitchen.example"
    people.workspace.save()
    alice.post(f"/outcomes/kpis/{kpi.pk}/ask/", {"link_only": "1"})
    row = Confirmation.objects.get()
    assert 'value="https://voice.kitchen.example/k/' in text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    alice.post(f"/outcomes/kpis/{kpi.pk}/links/{row.pk}/withdraw/")
    row.refresh_from_db()
    assert row.state == "revoked"


def test_a_reading_is_corrected_with_a_reason(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    reading = Reading.objects.get()
    page = f"/outcomes/kpis/{kpi.pk}/readings/{reading.pk}/"
    assert alice.post(page, {"value": "5", "reason": ""}).status_code == 200
    alice.post(page, {"value": "5", "reason": "typed wrong"})
    shown = text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    assert "typed wrong" in shown
    assert "<s>3</s>" in shown


def test_a_proxy_is_marked_wherever_it_is_shown(alice, people, company):
    kpi = kpi_with(
        people, company, 3.0, source="proxy", proxy_measure="stored", start_value=0.0,
        reasoning="Because work lies there.", target_value=6.0,
    )  # fmt: skip
    assert "Because work lies there." in text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    for page in ("/outcomes/", f"/customers/companies/{company.pk}/outcome/"):
        assert "proxy" in text(alice.get(page))
    assert "Measured by a proxy only" in text(alice.get(f"/customers/companies/{company.pk}/"))


def test_value_in_their_money_stands_with_its_formula(alice, people, company):
    page = f"/outcomes/kpis/new/?company={company.pk}"
    wrong = {**HIRES, "formula": "change * wage", "formula_inputs": "wage 2400"}
    assert "One input a line" in text(alice.post(page, wrong))
    right = {**wrong, "formula_inputs": "wage = 2,400 yen/h\n"}
    address = alice.post(page, right).url
    alice.post(address, {"value": "7", "day": today().isoformat()})
    shown = text(alice.get(address))
    assert "12,000" in shown
    assert "5 people × 2,400 yen/h" in shown
    ours = {
        **HIRES,
        "name": "採用",
        "formula": "改善 × 時給",
        "formula_inputs": "時給＝２,４００ 円/時",
    }
    address = alice.post(page, ours).url
    alice.post(address, {"value": "7", "day": today().isoformat()})
    shown = text(alice.get(address))
    assert "change × 時給" in shown
    assert "5 people × 2,400 円/時" in shown
    spaced = {**HIRES, "name": "x", "formula": "change × wage", "formula_inputs": "hourly wage = 3"}
    assert "The formula has no number for: wage." in text(alice.post(page, spaced))


def test_ended_and_taken_up_again(alice, people, company):
    kpi = kpi_with(people, company, 3.0)
    alice.post(f"/outcomes/kpis/{kpi.pk}/end/", {"reason": "they changed course"})
    assert "they changed course" in text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    alice.post(f"/outcomes/kpis/{kpi.pk}/take-up/")
    kpi.refresh_from_db()
    assert kpi.retired_at is None


def test_the_list_is_searched_sorted_and_taken_out_without_harm(alice, people, company):
    kpi_with(people, company, 3.0)
    Kpi.objects.update(name="=cmd()")
    assert "=cmd()" in text(alice.get("/outcomes/?q=saku&sort=progress"))
    assert "No KPI fits" in text(alice.get("/outcomes/?q=nothing"))
    file = alice.get("/outcomes/table.csv").content.decode()
    assert "'=cmd()" in file


def test_names_are_masked_for_those_who_may_not_see_them(client, people):
    person = make_person(people.workspace, name="Yuki Takahashi")
    kpi, _new = agree_kpi(people.system, Agreed(name="Evenings"), person=person, now=timezone.now())
    client.force_login(people.ana)
    pages = ("/outcomes/", f"/outcomes/kpis/{kpi.pk}/", f"/customers/people/{person.pk}/outcome/")
    for page in pages:
        assert "Takahashi" not in text(client.get(page))


def test_the_list_takes_few_queries(alice, people, django_assert_max_num_queries):
    for number in range(20):
        kpi_with(people, make_company(people.workspace, name=f"C{number}"), 3.0)
    alice.get("/outcomes/")
    with django_assert_max_num_queries(16):
        alice.get("/outcomes/")


def test_a_kpi_and_its_readings_come_by_the_api_once(alice, people, company):
    made = {"company_id": company.pk, "external_id": "K1", "name": "Hires", "start_value": 0}
    made |= {"target_value": 10}
    for _ in range(2):
        answer = post(alice, "/api/v1/kpis", made)
        assert answer.status_code == 201, answer.content
    kpi = Kpi.objects.get()
    batch = [{"value": 5, "day": today().isoformat(), "external_id": "r1"}]
    address = f"/api/v1/kpis/{kpi.pk}/readings"
    assert post(alice, address, batch).json() == {"added": 1, "corrected": 0, "same": 0}
    assert post(alice, address, batch).json() == {"added": 0, "corrected": 0, "same": 1}
    outcome = alice.get(f"/api/v1/companies/{company.pk}/outcome").json()
    assert (outcome["progress"], outcome["standing"]) == (0.5, "on_track")
    listed = alice.get("/api/v1/kpis").json()["items"]
    assert [one["current_value"] for one in listed] == [5.0]
    assert alice.get("/api/v1/outcomes/jobs").json()["rows"] == []


def test_how_a_proxy_is_counted_comes_by_the_api_and_stays_where_nothing_is_said(alice, company):
    made = {"company_id": company.pk, "external_id": "K2", "name": "Shared", "source": "proxy"}
    made |= {"proxy_measure": "shared", "reasoning": "Whoever opens it shares it"}
    rule = {"what": "use", "aggregate": "people", "days": 7}
    answer = post(alice, "/api/v1/kpis", {**made, "proxy_rule": rule}).json()
    assert answer["proxy_rule"] == {**rule, "name": "", "prop": ""}
    assert post(alice, "/api/v1/kpis", made).json()["proxy_rule"]["days"] == 7
    wrong = post(alice, "/api/v1/kpis", {**made, "proxy_rule": {"what": "moon"}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "proxy-unclear")


def post(client, address, body):
    from emptychair.accounts.models import Workspace
    from emptychair.accounts.permissions import Permission
    from tests.people import make_secret

    workspace = Workspace.objects.get(slug="kitchen")
    rights = (Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE)
    secret = make_secret(workspace, *rights, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}"}
    return client.post(address, body, content_type="application/json", headers=headers)


def test_a_proxy_is_chosen_looked_at_and_counted(alice, people, company):
    kpi = kpi_with(people, company, source="proxy", proxy_measure="accesses", reasoning="Why not")
    member = make_person(people.workspace, company=company)
    for ago in range(1, 60):
        make_event(member, name="report", occurred_at=timezone.now() - timedelta(days=ago))
    count_new(people.system, now=timezone.now())
    here = f"/outcomes/kpis/{kpi.pk}/proxy/"
    assert "report (59)" in text(alice.get(here))
    chosen = {"what": "use", "was": "use", "name": "report", "aggregate": "actions", "days": "7"}
    part = alice.post(here, {**chosen, "preview": "1"}, headers={"hx-request": "true"})
    assert "<html" not in text(part)
    assert '<p class="big">7</p>' in text(part)
    assert not Reading.objects.exists()
    other = alice.post(here, {**chosen, "what": "event", "preview": "1"})
    assert "the last value of a property" in text(other)
    assert alice.post(here, {**chosen, "reasoning": ""}).status_code == 422
    saved = alice.post(here, {**chosen, "reasoning": "Reports are what they are asked for."})
    assert saved.status_code == 302
    page = text(alice.get(f"/outcomes/kpis/{kpi.pk}/"))
    assert "how often it was used (report)" in page
    assert "Reports are what they are asked for." in page
    assert "older days" in page
    assert Kpi.objects.get(pk=kpi.pk).current_value == 7.0


def test_a_changed_kpi_is_counted_as_before(alice, people, company):
    kpi = kpi_with(people, company, source="proxy", proxy_measure="shared", reasoning="R",
                   proxy_rule={"what": "use", "aggregate": "people", "days": 7})  # fmt: skip
    given = {**HIRES, "source": "proxy", "proxy_measure": "shared", "reasoning": "Better said"}
    assert alice.post(f"/outcomes/kpis/{kpi.pk}/edit/", given).status_code == 302
    found = Kpi.objects.get(pk=kpi.pk)
    assert (found.reasoning, found.proxy_rule["days"]) == ("Better said", 7)
