"""Alerts in the browser."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emptychair.alerts.models import Alert, AlertRule
from emptychair.loop.models import Initiative
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint


@pytest.fixture
def place(people):
    return make_touchpoint(people.workspace, name="請求書")


@pytest.fixture
def alert(people, place):
    survey = make_survey(people.workspace, touchpoint=place)
    now = timezone.now()
    for back in range(1, 120):
        make_response(survey, None, score=9, answered_at=now - timedelta(days=30 + back))
        make_response(survey, None, score=3, answered_at=now - timedelta(days=back % 28 + 1))
    voice = make_response(
        survey, make_person(people.workspace, name="山田 花子"), score=2, comment="字が小さい。",
        answered_at=now - timedelta(days=2),
    )  # fmt: skip
    return make_alert(people, place, now.date(), response_ids=[voice.pk])


def make_alert(people, where, today, **fields):
    plain = {
        "kind": "score", "place_kind": "touchpoint", "place": str(where.pk), "metric": "nps",
        "touchpoint": where, "since": today - timedelta(days=28), "first_seen": today,
        "before": 100, "after": -100, "estimate": -200, "low": -200, "high": -150,
        "n_before": 119, "n_after": 120,
    }  # fmt: skip
    return Alert.objects.create(workspace=people.workspace, **(plain | fields))


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_leads_to_the_alert_and_that_to_the_voices_and_what_to_do(client, people, alert):
    client.force_login(people.bob)
    assert f"/alerts/{alert.pk}/" in page_of(client, "/alerts/")
    page = page_of(client, f"/alerts/{alert.pk}/")
    assert "<svg" in page
    assert "字が小さい。" in page
    assert "/voices/?period=" in page
    for act in ("improve", "cases", "dismiss", "seen"):
        assert f"/alerts/{alert.pk}/{act}/" in page


def test_who_may_not_see_names_reads_them_masked_and_decides_nothing(client, people, alert):
    client.force_login(people.ana)
    page = page_of(client, f"/alerts/{alert.pk}/")
    assert "山田 花子" not in page
    assert f"/alerts/{alert.pk}/dismiss/" not in page


def test_dismissing_takes_a_reason_and_can_be_undone(client, people, alert):
    client.force_login(people.bob)
    assert client.post(f"/alerts/{alert.pk}/dismiss/", {"reason": ""}).status_code == 422
    done = client.post(f"/alerts/{alert.pk}/dismiss/", {"reason": "知っている"})
    assert done.status_code == 302
    assert "知っている" in page_of(client, "/alerts/?show=past")
    assert f"/alerts/{alert.pk}/" not in page_of(client, "/alerts/")
    client.post(f"/alerts/{alert.pk}/reopen/")
    alert.refresh_from_db()
    assert (alert.state, alert.reason) == ("open", "")
    assert client.post(f"/alerts/{alert.pk}/nonsense/").status_code == 404


def test_an_improvement_and_cases_come_out_of_it(client, people, alert):
    client.force_login(people.bob)
    client.post(f"/alerts/{alert.pk}/cases/")
    asked = client.get(f"/alerts/{alert.pk}/").context["improve"]
    assert asked["owner"].value() == alert.owner_id
    given = {"title": "字を大きく", "owner": people.bob.pk, "due_on": "2027-01-31"}
    assert (
        client.post(f"/alerts/{alert.pk}/improve/", given | {"due_on": "soon"}).status_code == 422
    )
    done = client.post(f"/alerts/{alert.pk}/improve/", given)
    made = Initiative.objects.get()
    assert (made.owner, made.due_on) == (people.bob, date(2027, 1, 31))
    assert f"/alerts/{alert.pk}/" in page_of(client, f"/initiatives/{made.number}/")
    assert done.url == f"/initiatives/{made.number}/"
    assert f"/initiatives/{made.number}/" in page_of(client, f"/alerts/{alert.pk}/")


def test_every_kind_has_a_page_and_a_sentence_in_both_languages(client, people, place):
    client.force_login(people.bob)
    today = timezone.now().date()
    survey = make_survey(people.workspace, name="秋の調査")
    for kind, fields in {
        "share": {"parameters": {"width": 3.5}},
        "counts": {"parameters": {"is_more": True}, "metric": ""},
        "rate": {"place_kind": "survey", "place": str(survey.pk), "touchpoint": None, "metric": ""},
        "coverage": {"place_kind": "company", "place": "", "touchpoint": None, "metric": ""},
        "tag": {"place_kind": "tag", "place": "返金", "touchpoint": None, "metric": ""},
    }.items():
        row = make_alert(people, place, today, kind=kind, **fields)
        page = page_of(client, f"/alerts/{row.pk}/")
        assert "%(" not in page
    page = page_of(client, "/alerts/")
    assert "秋の調査" in page
    assert "返金" in page


def test_an_empty_list_says_what_is_watched(client, people):
    client.force_login(people.bob)
    assert 'href="/scores/"' in page_of(client, "/alerts/")


def test_many_alerts_cost_no_further_queries(client, people, place, django_assert_max_num_queries):
    for number in range(40):
        make_alert(people, place, date(2026, 1, 1) + timedelta(days=number))
    client.force_login(people.bob)
    with django_assert_max_num_queries(14):
        page_of(client, "/alerts/")


def test_settings_are_kept_and_the_year_is_counted_with_them(client, people, alert):
    client.force_login(people.maya)
    page_of(client, "/alerts/settings/")
    done = client.post(
        "/alerts/settings/",
        {
            "is_on": "on",
            "kinds": ["score", "counts"],
            "interest": "8",
            "told_to_id": str(people.ana.pk),
            "quiet": [f"touchpoint:{alert.touchpoint_id}"],
        },
    )
    assert done.status_code == 302
    rule = AlertRule.objects.get()
    assert (rule.interest, rule.told_to, rule.good_too) == (8.0, people.ana, False)
    assert rule.switched_off == ["coverage", "rate", "share", "tag"]
    assert rule.quiet == [f"touchpoint:{alert.touchpoint_id}"]
    assert rule.dry_run["count"] >= 0
    assert client.post("/alerts/settings/dry-run/").status_code == 302
    refused = client.post("/alerts/settings/", {"interest": "-3"})
    assert refused.status_code == 200
    assert AlertRule.objects.get().interest == 8.0


def test_the_page_of_settings_names_what_the_year_would_have_told(client, people, place):
    line = {
        "day": "2026-05-04", "since": "2026-03-02", "kind": "score", "place_kind": "touchpoint",
        "place": str(place.pk), "metric": "nps", "is_good": False, "parameters": {},
        "before": 20.0, "after": 1.0, "estimate": -19.0, "low": -30.0, "high": -8.0,
        "n_before": 900, "n_after": 300,
    }  # fmt: skip
    AlertRule.objects.create(
        workspace=people.workspace,
        dry_run={"counted_on": "2026-11-20", "count": 1, "alerts": [line]},
    )
    client.force_login(people.maya)
    page = page_of(client, "/alerts/settings/")
    assert "請求書" in page
    assert "900" in page
