import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from emptychair.digests.errors import WallClosed
from emptychair.digests.queries.walls import SIGNER, token_of, wall_behind, wall_view
from emptychair.digests.services.walls import create_wall, revoke_wall
from emptychair.metrics.queries.periods import period_named
from emptychair.metrics.queries.scores import score_of
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture
def wall(people):
    def make(**more):
        return create_wall(people.system, **({"label": "玄関", "language": "ja"} | more))

    return make


def page_of(client, people, wall):
    return client.get(reverse("wall", args=[token_of(people.system, wall)]))


def test_anybody_with_the_address_sees_numbers_and_nothing_else(client, people, answers, wall):
    answer = page_of(client, people, wall())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in text
    assert "<script>" not in text
    assert "森田" not in text
    assert "電話をください" not in text
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer


def test_the_score_is_that_of_the_score_page(people, answers, wall):
    view = wall_view(people.system, wall(), now=NOW)
    period = period_named(people.system, "90", today=date(2026, 11, 22))
    assert view.score == score_of(people.system, "nps", period)
    assert view.score.n == 100


def test_comments_stand_there_only_where_switched_on_and_masked(client, people, answers, wall):
    text = page_of(client, people, wall(shows_voices=True)).content.decode()
    assert "電話をください" in text
    assert "森田" not in text
    assert not re.search(r"090-?1234", text)


def test_it_can_be_switched_off_and_does_so_by_itself(people, wall):
    limited = wall(expires_on=date(2026, 11, 22))
    token = token_of(people.system, limited)
    assert wall_behind(people.system, token, now=NOW) == limited
    with pytest.raises(WallClosed):
        wall_behind(people.system, token, now=NOW + timedelta(days=1))
    other = wall()
    revoke_wall(people.system, other, now=NOW)
    with pytest.raises(WallClosed):
        wall_behind(people.system, token_of(people.system, other), now=NOW)


def test_an_address_that_was_not_signed_here_opens_nothing(client, people, wall):
    one = wall()
    token = token_of(people.system, one)
    forged = [token[:-2], f"{one.pk}.guess", SIGNER.sign(f"{one.pk}.guess"), SIGNER.sign("9999.x")]
    for address in forged:
        answer = client.get(reverse("wall", args=[address]))
        assert answer.status_code == 404
        assert people.workspace.name not in answer.content.decode()


def test_a_closed_wall_says_whom_to_ask(client, people, wall):
    one = wall()
    revoke_wall(people.system, one, now=NOW)
    assert page_of(client, people, one).status_code == 404


def test_the_score_of_the_company_comes_before_what_product_questions_ask(people, answers, wall):
    asked = make_survey(people.workspace, metric="pmf")
    for _ in range(150):
        make_response(asked, None, score=3, comment="ないと困ります。", answered_at=NOW)
    view = wall_view(people.system, wall(shows_voices=True), now=NOW)
    assert view.score.metric == "nps"
    said = [one.text for one in view.said]
    assert "ないと困ります。" not in said[:1]  # and so do their words, said once
    assert len(said) == len(set(said))


def test_a_choice_is_told_in_words_for_its_number_says_nothing(client, people, wall):
    asked = make_survey(people.workspace, metric="pmf")
    for _ in range(40):
        make_response(asked, None, score=1, comment="年に一度です。", answered_at=NOW)
    text = page_of(client, people, wall(shows_voices=True)).content.decode()
    assert "必要度（PMF）" in text
    assert "<b>必要度（PMF） 残念ではない</b>" in text
    assert text.count("年に一度です。") == 1
