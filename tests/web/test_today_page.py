"""Today as a page: rows, what is done with them, the figures beside, the first steps."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.models import AgendaMark
from emptychair.kit import agenda
from emptychair.kit.agenda import AgendaItem, Tag
from emptychair.loop.models import Case
from emptychair.web.today import lists
from emptychair.web.today.forms import PutOffForm
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

EN = {"accept-language": "en"}
HTMX = {**EN, "hx-request": "true"}


def make_row(key="row:1", **fields):
    plain = {
        "kind": "contact",
        "tone": "bad",
        "sign": "3",
        "title": "高橋 由紀",
        "why": "Answered two hours ago.",
        "subject": ("person", sum(map(ord, key))),  # each row another customer
        "actions": ("reply", "call_noted", "snooze"),
        "quote": "Three weeks for an invoice.",
    }
    return AgendaItem(key=key, **(plain | fields))


@pytest.fixture
def rows(monkeypatch):
    found = []
    monkeypatch.setattr(agenda, "_SOURCES", {"tests": lambda access, *, now, limit: found[:limit]})
    return found


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def test_nobody_is_sent_to_the_page_of_signing_in(client, people):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in/")


def test_in_a_fresh_house_nobody_is_led_to_make_the_first_account(client, db):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-up/")


def test_a_row_says_who_why_and_what_next(alice, rows):
    rows.append(make_row(tags=(Tag("renews in 41 days", "wait"),)))
    page = alice.get("/", headers=EN).text
    for words in ("高橋 由紀", "renews in 41 days", "Three weeks for an invoice.", "Reply"):
        assert words in page
    assert 'hx-get="/today/row/?key=row%3A1&amp;do=call' in page
    assert "1 customer" in page


def test_an_analyst_reads_and_finds_no_button_that_would_be_refused(client, people, rows):
    client.force_login(people.ana)
    rows.append(make_row())
    page = client.get("/", headers=EN).text
    assert "/today/row/" not in page
    assert "Reply" not in page


def test_whose_rows_are_shown_is_a_link_and_a_partner_has_no_choice(alice, client, people, rows):
    rows += [make_row("row:1", assignee_id=people.alice.pk), make_row("row:2", title="伊藤 彩")]
    page = alice.get("/?whose=mine", headers=EN).text
    assert "高橋 由紀" in page
    assert "伊藤 彩" not in page
    client.force_login(people.paul)
    assert 'href="?whose=' not in client.get("/", headers=EN).text


def test_long_lists_show_the_first_and_lead_to_all(alice, rows):
    rows += [make_row(f"row:{at}", title=f"Customer {at:02}") for at in range(20)]
    page = alice.get("/?whose=all", headers=EN).text
    assert page.count("<article") == 12
    assert "8 more" in page
    assert alice.get("/?all&whose=all", headers=EN).text.count("<article") == 20


def test_very_long_lists_come_in_pages(alice, rows, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 40)
    rows += [make_row(f"row:{at}", title=f"Customer {at:03}", kind="decide") for at in range(60)]
    assert alice.get("/?whose=all", headers=EN).text.count("<article") == 12
    page = alice.get("/?all=decide&whose=all", headers=EN).text
    assert page.count("<article") == 40
    assert 'rel="next"' in page
    second = alice.get("/?all=decide&whose=all&page=2", headers=EN).text
    assert second.count("<article") == 20
    beyond = alice.get("/?all=decide&whose=all&page=9", headers=EN).text
    assert beyond.count("<article") == 0
    assert 'rel="prev"' in second
    assert 'rel="prev"' in beyond


@pytest.mark.parametrize("headers", [EN, HTMX])
def test_the_forms_of_a_row_are_a_page_or_a_part(alice, rows, headers):
    rows.append(make_row())
    page = alice.get("/today/row/?key=row:1&do=more", headers=headers).text
    assert "Take off" in page
    assert ("<html" in page) == (headers is EN)


def test_a_call_is_noted_the_row_leaves_and_can_be_taken_back(alice, people, rows):
    person = make_person(people.workspace)
    rows.append(make_row(subject=("person", person.pk), person_id=person.pk))
    said = {"key": "row:1", "note": "Will send the form", "reached": "yes", "next": "/?whose=all"}
    answer = alice.post("/today/row/call/", said, headers=EN)
    assert (answer.status_code, answer["Location"]) == (302, "/?whose=all")
    page = alice.get("/", headers=EN).text
    assert "Noted the call." in page
    assert "<article" not in page
    mark = AgendaMark.objects.get()
    assert f'action="/today/marks/{mark.pk}/undo/"' in page
    alice.post(f"/today/marks/{mark.pk}/undo/", {"next": "/"}, headers=EN)
    assert "<article" in alice.get("/", headers=EN).text


def test_for_htmx_the_row_leaves_alone_and_the_toast_comes_beside_it(alice, rows):
    rows += [make_row("row:1"), make_row("row:2")]
    answer = alice.post("/today/row/put-off/", {"key": "row:1", "days": "3"}, headers=HTMX)
    assert answer["HX-Trigger"] == "agenda-changed"
    assert "<html" not in answer.text
    assert 'hx-swap-oob="beforeend"' in answer.text
    assert "Comes back on" in answer.text
    assert "1 customer" in answer.text
    until = AgendaMark.objects.get().until
    # Three days, or some more when that day is a day off.
    assert timedelta(days=2) < until - timezone.now() < timedelta(days=12)


@pytest.mark.parametrize(
    ("today", "days", "comes_back"),
    [
        ("2026-11-24", "1", "2026-11-25"),  # Tuesday
        ("2026-11-27", "1", "2026-11-30"),  # Friday
        ("2026-11-20", "1", "2026-11-24"),  # Friday; Monday is Labour Thanksgiving Day
        ("2026-11-20", "3", "2026-11-24"),
        ("2026-11-24", "7", "2026-12-01"),
    ],
)
def test_what_is_put_off_comes_back_on_a_working_day(people, today, days, comes_back):
    form = PutOffForm({"days": days})
    assert form.is_valid()
    now = datetime.fromisoformat(f"{today}T10:00+09:00")
    until = form.moment(now, access_of_user(people.alice))
    assert until == datetime.fromisoformat(f"{comes_back}T08:00+09:00")


def test_after_the_last_row_the_page_says_that_nobody_waits(alice, rows):
    rows.append(make_row())
    said = {"key": "row:1", "reason": "not_needed", "note": ""}
    answer = alice.post("/today/row/take-off/", said, headers=HTMX)
    assert 'id="contact-rows"' in answer.text
    assert "Nobody is waiting" in answer.text


def test_nobody_reached_leaves_the_row_where_it_is(alice, rows):
    rows.append(make_row(person_id=None))
    answer = alice.post("/today/row/call/", {"key": "row:1", "reached": "no"}, headers=HTMX)
    assert answer["HX-Reswap"] == "none"
    assert not AgendaMark.objects.exists()


def test_a_form_without_an_answer_comes_back_with_what_is_wrong(alice, rows):
    rows.append(make_row())
    answer = alice.post("/today/row/give/", {"key": "row:1", "to": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


def test_a_row_is_given_by_choosing_a_name(alice, people, rows):
    rows.append(make_row())
    alice.post("/today/row/give/", {"key": "row:1", "to": f"user:{people.bob.pk}"}, headers=EN)
    assert AgendaMark.objects.get().for_user == people.bob
    assert "With Bob" in alice.get("/?whose=all", headers=EN).text


def test_reply_opens_a_case_and_leads_to_it(alice, people, rows):
    person = make_person(people.workspace)
    rows.append(make_row(subject=("person", person.pk), person_id=person.pk))
    answer = alice.post("/today/row/case/", {"key": "row:1"})
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/#reply"


def test_what_was_done_is_remembered_on_a_page_of_its_own(alice, rows):
    rows.append(make_row())
    assert "Nothing yet" in alice.get("/today/done/", headers=EN).text
    said = {"key": "row:1", "reason": "wrong", "note": "He is a colleague"}
    alice.post("/today/row/take-off/", said)
    page = alice.get("/today/done/", headers=EN).text
    for words in ("高橋 由紀", "taken off", "The reason is not right", "He is a colleague"):
        assert words in page


def test_the_numbers_of_the_rail_come_as_a_part(alice, rows):
    rows += [make_row("row:1"), make_row("row:2"), make_row("row:3", kind="decide")]
    answer = alice.get("/today/counts/", headers=HTMX)
    assert '<b class="count" id="count-today" hx-swap-oob="true">3</b>' in answer.text
    assert "3 rows" in alice.get("/", headers=EN).text  # the page says the same number
    assert "max-age=30" in answer["Cache-Control"]


def test_a_new_workspace_is_led_by_the_hand_and_ticked_by_facts(alice, people, rows):
    page = alice.get("/", headers=EN).text
    assert "From nothing to the first answer" in page
    assert page.count('<li class="done">') == 1  # colleagues are here already
    make_person(people.workspace)
    assert alice.get("/", headers=EN).text.count('<li class="done">') == 2


def test_who_may_not_set_up_is_not_asked_to(client, people, rows):
    client.force_login(people.ana)
    assert "From nothing to the first answer" not in client.get("/", headers=EN).text


def test_the_figures_say_what_may_be_said(alice, people, rows):
    survey, now = make_survey(people.workspace), timezone.now()
    for at, score in enumerate((9, 10, 9, 3)):
        person = make_person(people.workspace)
        make_response(
            survey, person, score=score, answered_at=now - timedelta(days=at), comment=f"Voice {at}"
        )
    page = alice.get("/", headers=EN).text
    assert "+50" in page
    assert "There is no answer from the 90 days before to compare with." in page
    assert "From the empty chair" in page
    assert "Voice 3" in page  # the lowest score of the last weeks


def test_a_partner_sees_rows_and_none_of_the_companys_numbers(client, people, rows):
    make_response(make_survey(people.workspace), make_person(people.workspace), score=9)
    client.force_login(people.paul)
    page = client.get("/", headers=EN).text
    assert 'id="nps"' not in page
    assert 'id="count-customers"' not in page


def test_the_page_asks_the_database_the_same_for_many_rows(
    alice, rows, django_assert_max_num_queries
):
    rows += [make_row(f"row:{at}") for at in range(90)]
    with django_assert_max_num_queries(22):
        alice.get("/?all")
