"""What the people of one company answered."""

from datetime import timedelta

from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.metrics.queries.companies import company_scores
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


def answer(survey, company, person, score, *, days=1, **fields):
    moment = NOW - timedelta(days=days)
    make_response(survey, person, company=company, score=score, answered_at=moment, **fields)


def test_the_latest_answer_of_each_person_counts(people):
    here = people.workspace
    company, other = make_company(here, name="A"), make_company(here, name="B")
    anna, ben = make_person(here, company=company), make_person(here, company=company)
    survey = make_survey(here)
    answer(survey, company, anna, 2, days=40)
    answer(survey, company, anna, 10)
    answer(survey, company, ben, 6)
    answer(survey, company, ben, 9, is_test=True)
    answer(survey, company, None, 8, days=400)
    answer(survey, other, make_person(here, company=other), 0)
    (score,) = company_scores(access_of_user(people.alice), company.pk, now=NOW)
    assert (score.metric, score.n, dict(score.by_score)) == ("nps", 2, {6: 1, 10: 1})
    assert score.value == 0


def test_the_company_page_shows_how_they_scored_us(client, people):
    company = make_company(people.workspace, name="A")
    survey = make_survey(people.workspace)
    client.force_login(people.alice)
    address = f"/customers/companies/{company.pk}/"
    assert "この会社の評価" not in client.get(address).content.decode()
    make_response(survey, None, company=company, score=3, answered_at=timezone.now())
    assert "この会社の評価" in client.get(address).content.decode()
