"""Cases in the browser, as requests."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from emptychair.loop.models import Case, CaseEntry
from emptychair.messaging.models import Message
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW


@pytest.fixture
def said(people):
    """A case with everything on it."""
    company = make_company(people.workspace, name="高橋商事", yearly_value=720000)
    person = make_person(
        people.workspace, name="高橋 由紀", email="yuki@example.com", company=company
    )
    place = make_touchpoint(
        people.workspace, name="支払い方法の変更", team=make_team(people.workspace)
    )
    answer = make_response(
        make_survey(people.workspace, touchpoint=place),
        person,
        score=3,
        comment="高橋です。三週間。",
    )
    return make_case(
        people.workspace,
        person=person,
        company=company,
        response=answer,
        touchpoint=place,
        team=place.team,
        due_at=NOW + timedelta(hours=4),
    )


def act(client, case, name, **data):
    return client.post(reverse("case-act", args=[case.number, name]), data)


def test_the_page_shows_the_words_of_the_customer_and_who_they_are(client, people, said):
    client.force_login(people.bob)
    page = client.get(reverse("case", args=[said.number])).content.decode()
    for words in (
        "高橋です。三週間。",
        "高橋商事",
        "高橋 由紀",
        "yuki@example.com",
        "支払い方法の変更",
    ):
        assert words in page


def test_who_may_not_see_names_sees_masked_ones_and_no_forms(client, people, said):
    client.force_login(people.ana)
    for address in (reverse("case", args=[said.number]), reverse("cases") + "?view=open"):
        page = client.get(address).content.decode()
        assert "三週間" in page
        assert "高橋商事" in page  # a company's name is not a person's: decision 12
        for name in ("高橋", "由紀", "yuki@example.com"):
            assert name not in page.replace("高橋商事", "")
    assert 'name="subject"' not in client.get(reverse("case", args=[said.number])).content.decode()


def test_a_reply_is_looked_at_before_it_is_sent(client, people, said):
    client.force_login(people.bob)
    words = {
        "subject": "お詫び",
        "text": "直します。",
        "once": "a",
        "seen": said.changed_at.isoformat(),
    }
    page = act(client, said, "reply", **words)
    assert page.status_code == 200
    assert "直します。" in page.content.decode()
    assert not Message.objects.exists()
    for _ in range(2):
        assert act(client, said, "reply", send="1", **words).status_code == 302
    assert Message.objects.get().to_address == "yuki@example.com"
    said.refresh_from_db()
    assert said.state == "waiting"


def test_when_somebody_was_quicker_the_words_come_back(client, people, said):
    client.force_login(people.bob)
    seen = said.changed_at.isoformat()
    said.title = "Other"
    said.save()
    answer = act(client, said, "close", outcome="solved", root_cause="長い理由", seen=seen)
    assert answer.status_code == 409
    assert "長い理由" in answer.content.decode()
    said.refresh_from_db()
    assert said.state == "open"
    assert said.changed_at.isoformat() in answer.content.decode()


def test_htmx_gets_the_part_and_the_toast(client, people, said):
    client.force_login(people.bob)
    address = reverse("case-act", args=[said.number, "note"])
    answer = client.post(address, {"text": "電話は夕方に"}, headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in body
    assert "電話は夕方に" in body
    assert client.post(address, {"text": ""}, headers={"HX-Request": "true"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("call", {"reached": "1", "text": "x"}, "waiting"),
        ("call", {"reached": "0"}, "open"),
        ("assign", {"user": "", "team": ""}, "open"),
        ("snooze", {"until": "2199-01-05"}, "open"),
        ("due", {"due_at": "2199-01-05T17:00"}, "open"),
        ("promise", {"text": "x", "for_day": "2199-01-05"}, "open"),
        ("close", {"outcome": "solved"}, "closed"),
    ],
)
def test_each_thing_can_be_done_without_a_script(client, people, said, name, data, state):
    client.force_login(people.bob)
    assert act(client, said, name, **data).status_code == 302
    said.refresh_from_db()
    assert said.state == state
    assert CaseEntry.objects.filter(case=said).count() == 1
    if name == "promise":
        act(client, said, "kept")
        said.refresh_from_db()
        assert said.promised_for is None
    if name == "close":
        act(client, said, "reopen")
        said.refresh_from_db()
        assert said.state == "open"


def test_another_deadline_is_read_by_the_clocks_of_the_workspace_and_can_be_taken_back(
    client, people, said
):
    client.force_login(people.bob)
    was, page = said.due_at, reverse("case", args=[said.number])
    assert act(client, said, "due", due_at="2199-01-05T17:00").status_code == 302
    said.refresh_from_db()
    assert said.due_at == datetime(2199, 1, 5, 8, tzinfo=UTC)  # 17:00 in Tokyo
    shown = client.get(page, headers={"accept-language": "en"}).content.decode()
    assert "To be answered by 5 January 17:00, before: " in shown
    assert 'value="2199-01-05T17:00"' in shown
    undo = shown.split("/cases/undo/")[1].split("/")[0]
    client.post(reverse("cases-undo", args=[undo]), {"next": page})
    said.refresh_from_db()
    assert said.due_at == was
    assert CaseEntry.objects.filter(case=said).count() == 2


def test_a_deadline_that_is_past_or_no_moment_is_refused_and_stays_to_be_mended(
    client, people, said
):
    client.force_login(people.bob)
    for given, code in (("2001-01-05T17:00", 422), ("soon", 422), ("", 422)):
        answer = act(client, said, "due", due_at=given)
        assert answer.status_code == code, given
        assert "do-due" in answer.content.decode()
    refused = act(client, said, "due", due_at="2001-01-05T17:00").content.decode()
    assert "これからの日時を選んでください。" in refused
    assert 'value="2001-01-05T17:00"' in refused
    was = said.due_at
    said.refresh_from_db()
    assert said.due_at == was
    client.force_login(people.ana)
    assert act(client, said, "due", due_at="2199-01-05T17:00").status_code == 403


def test_an_overdue_case_offers_another_deadline_in_the_list_and_on_its_page(client, people, said):
    said.due_at = NOW - timedelta(days=900)
    said.save()
    client.force_login(people.bob)
    here = f"{reverse('case', args=[said.number])}?do=due"
    assert f'href="{here}#do-due"' in client.get(reverse("cases") + "?view=open").content.decode()
    page = client.get(here).content.decode()
    assert 'id="do-due" open' in page
    said.state = "waiting"  # the customer's turn: nothing is due from us
    said.save()
    assert "do-due" not in client.get(here).content.decode()
    client.force_login(people.ana)
    assert "do=due" not in client.get(reverse("cases") + "?view=open").content.decode()


def test_an_act_that_does_not_exist_is_not_found(client, people, said):
    client.force_login(people.bob)
    assert act(client, said, "dance").status_code == 404


def test_the_list_has_views_search_and_a_file(client, people, said):
    client.force_login(people.alice)
    mine = make_case(people.workspace, title="Mine", assignee=people.alice)
    make_case(people.workspace, title="=1+1", state="closed", outcome="solved")
    default = client.get(reverse("cases")).content.decode()
    assert f"#{mine.number}<" in default
    assert f"#{said.number}<" not in default
    for text in ("三週間", str(said.number), f"#{said.number}"):
        found = client.get(reverse("cases"), {"view": "open", "q": text}).content.decode()
        assert f"#{said.number}<" in found, text
        assert f"#{mine.number}<" not in found
    for order in ("", "newest", "urgency", "value", "nonsense"):
        assert client.get(reverse("cases"), {"view": "open", "order": order}).status_code == 200
    file = client.get(reverse("cases-export"), {"view": "closed"}).content.decode("utf-8-sig")
    assert "'=1+1" in file


def test_many_cases_are_handed_over_at_once_and_it_can_be_undone(client, people):
    client.force_login(people.bob)
    cases = [make_case(people.workspace) for _ in range(3)]
    numbers = [one.number for one in cases]
    data = {"act": "assign", "number": numbers, "user": people.maya.pk}
    client.post(reverse("cases-change"), data)
    assert Case.objects.filter(assignee=people.maya).count() == 3
    page = client.get(reverse("cases")).content.decode()
    undo = page.split("/cases/undo/")[1].split("/")[0]
    client.post(reverse("cases-undo", args=[undo]))
    assert not Case.objects.filter(assignee=people.maya).exists()
    client.post(reverse("cases-undo", args=[undo]))  # a second time changes nothing
    assert not Case.objects.filter(assignee=people.maya).exists()


def test_cases_that_were_put_off_together_are_put_back(client, people):
    client.force_login(people.bob)
    case = make_case(people.workspace)
    data = {"act": "snooze", "number": case.number, "until": "2199-01-05"}
    client.post(reverse("cases-change"), data)
    assert Case.objects.exclude(snoozed_until=None).exists()
    undo = client.get(reverse("cases")).content.decode().split("/cases/undo/")[1].split("/")[0]
    client.post(reverse("cases-undo", args=[undo]))
    assert not Case.objects.exclude(snoozed_until=None).exists()


def test_what_was_changed_again_is_not_undone(client, people):
    client.force_login(people.bob)
    case = make_case(people.workspace)
    client.post(reverse("cases-change"), {"act": "close", "number": case.number, "outcome": "left"})
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "left")
    undo = client.get(reverse("cases")).content.decode().split("/cases/undo/")[1].split("/")[0]
    act(client, case, "reopen")
    client.post(reverse("cases-undo", args=[undo]))
    case.refresh_from_db()
    assert case.state == "open"
    client.force_login(people.maya)
    client.post(reverse("cases-undo", args=[undo]))  # nor by somebody else


def test_nothing_ticked_changes_nothing(client, people):
    client.force_login(people.bob)
    case = make_case(people.workspace)
    client.post(reverse("cases-change"), {"act": "close"})
    client.post(
        reverse("cases-change"), {"act": "snooze", "number": case.number, "until": "2001-01-01"}
    )
    case.refresh_from_db()
    assert (case.state, case.snoozed_until) == ("open", None)


def test_a_case_is_opened_from_the_page_of_a_customer(client, people):
    client.force_login(people.bob)
    person = make_person(people.workspace, name="伊藤 彩")
    address = reverse("case-new") + f"?person={person.pk}"
    assert "伊藤 彩" in client.get(address).content.decode()
    client.post(address, {"title": "店で聞いた", "urgency": "high", "note": "来週また来店"})
    case = Case.objects.get()
    assert (case.person, case.urgency, case.kind) == (person, "high", "manual")
    assert case.entries.get(kind="note").text == "来週また来店"
    stranger = make_person(people.neighbours)
    assert client.get(reverse("case-new") + f"?person={stranger.pk}").status_code == 404


def test_who_said_nothing_is_asked_and_not_thanked(client, people, said):
    client.force_login(people.bob)
    silent = make_case(people.workspace, person=said.person, kind="manual")
    pages = [
        client.get(reverse("case", args=[one.number])).content.decode() for one in (said, silent)
    ]
    assert "お寄せいただいたお声について" in pages[0]
    assert "お寄せいただき" not in pages[1]
    assert "その後いかがでしょうか" in pages[1]


def test_a_case_opened_from_the_list_asks_whom_it_is_about(client, people):
    client.force_login(people.bob)
    person = make_person(people.workspace, name="Hanako Yamada")
    company = make_company(people.workspace, name="Acorn Ltd")
    make_person(people.neighbours, name="Nadia Stranger")
    address, given = reverse("case-new"), {"title": "Asked at the shop", "urgency": "normal"}
    for nobody in ({}, {"customer": "Stranger"}):
        refused = client.post(address, given | nobody)
        assert refused.context["form"].errors["customer"]
    assert not Case.objects.exists()
    client.post(address, given | {"customer": "Yamada"})
    client.post(address, given | {"customer": "Acorn"})
    client.post(address, given | {"unknown": "on"})
    found = list(Case.objects.order_by("pk").values_list("person", "company"))
    assert found == [(person.pk, None), (None, company.pk), (None, None)]


def test_a_partner_sees_only_what_was_given_to_them(client, people, said):
    client.force_login(people.paul)
    assert client.get(reverse("case", args=[said.number])).status_code == 404
    assert f"#{said.number}<" not in client.get(reverse("cases") + "?view=open").content.decode()
    said.assignee = people.paul
    said.save()
    assert client.get(reverse("case", args=[said.number])).status_code == 200
    answer = act(client, said, "assign", user=people.bob.pk, team="")
    assert answer.url == reverse("cases")
    assert client.get(reverse("case", args=[said.number])).status_code == 404


def test_the_list_asks_the_database_as_often_for_two_as_for_forty(
    client, people, django_assert_max_num_queries
):
    client.force_login(people.bob)
    survey = make_survey(people.workspace)
    for _ in range(40):
        person = make_person(people.workspace, company=make_company(people.workspace))
        answer = make_response(survey, person, score=2)
        make_case(people.workspace, person=person, company=person.company, response=answer)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("cases") + "?view=open").status_code == 200


def test_the_page_of_a_case_needs_few_queries(client, people, said, django_assert_max_num_queries):
    for number in range(30):
        CaseEntry.objects.create(
            workspace=people.workspace, case=said, kind="note", text=str(number), happened_at=NOW
        )
    client.force_login(people.bob)
    with django_assert_max_num_queries(30):
        client.get(reverse("case", args=[said.number]))
