"""A response rate leads to those who were asked: who has not answered stands first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.surveys.types.definition import Privacy
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey
from tests.factories.touchpoints import make_touchpoint


@pytest.fixture
def visit(client, people):
    client.cookies["emptychair_language"] = "en"

    def go(user, **given):
        client.force_login(user)
        answer = client.get("/explore/figure/", {"metric": "rate", "period": "365", **given})
        assert answer.status_code == 200
        return answer.content.decode()

    return go


@pytest.fixture
def asked(people):
    """Two at the invoice, one of whom answered; one elsewhere; one by a private survey."""
    place, now = people.workspace, timezone.now()
    invoice, survey = make_touchpoint(place, name="Invoice"), make_survey(place)
    before = {"asked_at": now - timedelta(days=9)}
    silent = make_person(place, name="Silent Sato", language="en")
    heard = make_person(place, name="Heard Honda", language="en")
    make_invitation(survey, silent, touchpoint=invoice, **before)
    make_invitation(survey, heard, touchpoint=invoice, answered_at=now, **before)
    make_invitation(survey, make_person(place, name="Elsewhere Endo"), **before)
    private = make_survey(place, privacy=Privacy.ANONYMOUS)
    make_invitation(private, make_person(place, name="Private Paula"), **before)
    make_invitation(survey, make_person(place, name="Long Ago"), asked_at=now - timedelta(days=800))
    return {"touchpoint": invoice.pk, "person": silent.pk, "on": before["asked_at"]}


def test_who_has_not_answered_stands_before_who_has(visit, people, asked):
    told = visit(people.alice, touchpoint=asked["touchpoint"])
    assert "Nobody can be named here" not in told
    assert told.index("Silent Sato") < told.index("Heard Honda")
    assert f"/customers/people/{asked['person']}/" in told
    assert "Elsewhere Endo" not in told


def test_whom_a_private_survey_asked_and_other_days_are_not_among_them(visit, people, asked):
    told = visit(people.alice)
    assert "Elsewhere Endo" in told
    assert "Private Paula" not in told
    assert "Long Ago" not in told


def test_a_weekday_counts_those_asked_on_it(visit, people, asked):
    day = asked["on"].astimezone(people.workspace.zone).weekday()
    assert "Silent Sato" in visit(people.alice, weekday=day)
    assert "Nobody was asked here" in visit(people.alice, weekday=(day + 1) % 7)


def test_an_analyst_reads_masked_names_and_a_survey_of_others_finds_nobody(visit, people, asked):
    assert "Silent Sato" not in visit(people.ana, touchpoint=asked["touchpoint"])
    assert "Nobody was asked here" in visit(people.alice, survey="999999")
