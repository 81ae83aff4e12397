"""Published levels as somebody enters and reads them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.scorecard.models import OutsideFigure
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def entered(alice, **changed):
    form = {
        "name": "Software in the UK, mean",
        "beside": "nps",
        "value": "31.5",
        "day": "2026-03-12",
        "source": "An institute",
        "n": "4,200",
        "about": "Customers of twelve products, by mail.",
    }
    return alice.post("/scorecard/levels/new/", {**form, **changed}, follow=True)


def scores(people, given, *, back=1):
    survey = make_survey(people.workspace)
    for score in given:
        moment = timezone.now() - timedelta(days=back)
        make_response(survey, None, score=score, answered_at=moment)


def test_a_level_is_entered_and_stands_beside_the_score_on_both_pages(alice, people):
    scores(people, [10] * 40)
    scores(people, [10] * 40, back=40)
    assert "Software in the UK, mean: +31.5 (An institute, 2026)" in text(entered(alice))
    shown = text(alice.get("/scores/"))
    assert "An institute, 2026 (n = 4,200)" in shown
    assert "Ours lies above it, with the whole interval." in shown
    card = text(alice.get("/scorecard/"))
    assert "Software in the UK, mean: +31.5 (An institute, 2026)" in card
    assert card.count('href="/scorecard/figures/level_nps_1/"') == 1


def test_nothing_is_claimed_where_the_level_lies_within_our_interval(alice, people):
    scores(people, [10, 10, 8, 3] * 10)
    entered(alice, value="20")
    assert "It lies within our interval: no difference can be told." in text(alice.get("/scores/"))


def test_a_country_without_shipped_levels_can_enter_its_own(alice, people):
    people.workspace.country = "GB"
    people.workspace.save()
    scores(people, [10] * 3)
    shown = text(alice.get("/scores/"))
    assert "Nothing is entered yet of what others published" in shown
    assert "/scorecard/levels/new/?metric=nps" in shown


def test_a_changed_definition_stays_a_level(alice, people):
    entered(alice)
    row = OutsideFigure.objects.get()
    form = {name: getattr(row, name) for name in ("name", "group", "horizon", "unit", "better")}
    form |= {"combining": row.combining, "definition": "By telephone.", "source": "Another"}
    alice.post(f"/scorecard/figures/{row.key}/edit/", form)
    row.refresh_from_db()
    assert (row.beside, row.source) == ("nps", "Another")
    page = text(alice.get(f"/scorecard/figures/{row.key}/"))
    assert f"/scorecard/rows/{row.key}/" not in page


def test_what_is_wrong_stays_in_the_form(alice, people):
    page = text(entered(alice, value="much", day="2999-01-01"))
    assert 'value="much"' in page
    assert not OutsideFigure.objects.exists()
    assert "Software in the UK, mean" in text(entered(alice, day="2999-01-01"))
