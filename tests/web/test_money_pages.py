"""Score and money, and who is heard: what the pages say of made-up customers, and to whom."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from emptychair.accounts.access import Access
from emptychair.customers.models import Order
from emptychair.metrics.queries.heard import who_is_heard
from emptychair.metrics.queries.money import money_question, score_and_money
from emptychair.metrics.queries.periods import period_named
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey


def page(client, user, address, language="en"):
    client.force_login(user)
    return client.get(address, headers={"accept-language": language})


def text(answer):
    return answer.content.decode()


def customers(people, *, linked, n=120, currency="JPY"):
    """Half answer 3, half 10; with a link those who answered 3 leave and buy less."""
    now = timezone.now()
    survey = make_survey(people.workspace)
    for number in range(n):
        low = number % 2 == 0
        gone = number % 4 == 0 if linked else number % 10 < 2
        answered = now - timedelta(days=250 + number % 40)
        left = (answered + timedelta(days=60)).date() if gone else None
        joined = (now - timedelta(days=800 + 3 * number)).date()
        person = make_person(
            people.workspace,
            segment="home",
            joined_on=joined,
            left_on=left,
            yearly_value=100 + number,
        )
        make_response(survey, person, score=3 if low else 10, answered_at=answered)
        spent = 100 + 20 * (number % 7) + (0 if low or not linked else 300)
        for days, amount in ((-60, 100), (40, spent)):
            Order.objects.create(
                workspace=people.workspace,
                person=person,
                external_id=f"{number}:{days}",
                ordered_at=answered + timedelta(days=days),
                amount=amount,
                currency=currency,
            )


def figures(people, days=180):
    access = Access.system(people.workspace, "test")
    return score_and_money(access, money_question(access, days=days, now=timezone.now()))


def outcome(found, key):
    return next(each for each in found.outcomes if each.outcome == key)


def test_a_planted_link_is_found_with_what_a_point_goes_along_with(client, people):
    customers(people, linked=True)
    found = figures(people)
    assert (found.customers, found.over) == (120, 120)
    stayed, revenue = outcome(found, "stayed"), outcome(found, "revenue")
    assert [each.n for each in stayed.groups] == [60, 0, 60]
    assert stayed.groups[0].value == 0.5
    assert stayed.groups[2].value == 1
    assert stayed.link.low > 0
    assert revenue.link.low > 0
    assert revenue.link.slope == pytest.approx(300 / 7, rel=0.05)
    assert {"tenure"} <= set(revenue.beside)
    assert found.hazard is None or found.hazard.ratio < 1
    shown = text(page(client, people.maya, "/scores/money/"))
    assert "Customers who answered one point higher differ by +¥43 over the 180 days after" in shown
    assert "A link, not a cause" in shown
    assert "goes along with" in shown
    assert "/drivers/?metric=nps" in shown
    assert "/voices/?metric=nps&amp;band=bad" in shown
    small = text(page(client, people.maya, "/scores/money/small/"))
    assert "See score and money" in small


def test_without_a_link_the_page_says_how_small_a_one_would_have_been_seen(client, people):
    customers(people, linked=False)
    found = figures(people)
    assert not any(each.link.is_seen for each in found.outcomes if each.link)
    shown = text(page(client, people.maya, "/scores/money/"))
    assert "No link seen in your data." in shown
    assert "Four times in five, one of" in shown
    assert "goes along with" not in shown.split("What a point goes along with")[1]


def test_those_whose_time_is_not_over_count_in_the_curves_only(people):
    customers(people, linked=True)
    survey = make_survey(people.workspace)
    for _number in range(5):
        person = make_person(people.workspace)
        make_response(survey, person, score=9, answered_at=timezone.now() - timedelta(days=30))
    found = figures(people)
    assert (found.customers, found.over) == (125, 120)
    assert sum(curve.n for _key, curve in found.curves) == 125
    longer = figures(people, days=365)
    assert longer.over == 0


def test_a_company_counts_once_and_leaves_with_its_last_contract(people):
    company = make_company(people.workspace, yearly_value=5000)
    now, survey = timezone.now(), make_survey(people.workspace)
    answered = now - timedelta(days=250)
    for score in (2, 8):
        person = make_person(people.workspace, company=company)
        make_response(survey, person, score=score, answered_at=answered)
        make_contract(
            person,
            starts_on=(answered - timedelta(days=400)).date(),
            cancelled_on=(answered + timedelta(days=90)).date(),
        )
    found = figures(people)
    assert (found.customers, found.over) == (1, 1)
    assert outcome(found, "stayed").groups[0].n == 1  # (2 + 8) / 2
    assert outcome(found, "stayed").groups[0].value == 0


def test_answers_of_surveys_that_promise_confidence_are_left_out(people):
    customers(people, linked=True, n=60)
    survey = make_survey(people.workspace, privacy="confidential")
    answered = timezone.now() - timedelta(days=260)
    make_response(survey, make_person(people.workspace), score=9, answered_at=answered)
    assert figures(people).customers == 60


def test_an_empty_company_is_told_what_to_bring(client, people):
    assert "Bring data" in text(page(client, people.maya, "/scores/money/"))
    shown = page(client, people.maya, "/scores/money/", language="ja")
    assert "回答後の期間がまだ終わっていません" in text(shown)


def test_the_table_leaves_as_csv_and_workbook_for_those_who_may(client, people):
    customers(people, linked=True, n=60)
    found = page(client, people.maya, "/scores/money/table.csv")
    lines = list(csv.reader(io.StringIO(text(found).removeprefix("\ufeff"))))
    assert lines[0][:3] == ["Outcome", "Earlier score", "Customers"]
    assert lines[3][:4] == ["Stayed", "9 and 10: promoters", "30", "1.0"]
    book = load_workbook(io.BytesIO(page(client, people.maya, "/scores/money/table.xlsx").content))
    assert book.active["A2"].value == "Stayed"
    assert page(client, people.ana, "/scores/money/table.csv").status_code == 403
    assert page(client, people.maya, "/scores/money/table.pdf").status_code == 404


def asked_people(people, *, n=120):
    """Home customers answer, gift customers rarely do and are unhappier."""
    survey, now = make_survey(people.workspace), timezone.now()
    for number in range(n):
        gift = number % 2 == 0
        person = make_person(
            people.workspace,
            name=f"Sato {number}",
            segment="gift" if gift else "home",
            joined_on=(now - timedelta(days=400 + number)).date(),
            yearly_value=1000 + number,
        )
        asked = now - timedelta(days=20)
        invitation = make_invitation(survey, person, asked_at=asked, reminders=number % 3 == 0)
        if number % 4 != 0 and (not gift or number % 6 == 0):
            make_response(
                survey, person, score=5 if gift else 10, invitation=invitation, answered_at=now
            )


def heard_of(people, margins=("segment",), by="segment"):
    access = Access.system(people.workspace, "test")
    period = period_named(access, "90", today=timezone.now().date() + timedelta(days=1))
    return who_is_heard(access, period, by=by, margins=margins)


def test_the_score_is_weighted_to_the_customers_there_are(people):
    asked_people(people)
    found = heard_of(people)
    assert (found.people, found.asked, found.heard) == (120, 120, 70)
    assert {one.key: one.heard for one in found.groups} == {"home": 60, "gift": 10}
    assert found.score.score == pytest.approx(100 * 50 / 70)
    assert found.weighted.score.score == pytest.approx(0, abs=1e-6)
    assert found.weighted.score.n_eff < 40
    low, high = found.bounds
    assert low == pytest.approx((5000 - 5000) / 120)
    assert high == pytest.approx((5000 + 5000) / 120)


def test_late_answers_stand_beside_those_at_once(people):
    asked_people(people)
    late = heard_of(people).late
    assert [wave.reminders for wave in late.waves] == [0, 1]
    assert sum(wave.score.n for wave in late.waves) == 70


def test_the_largest_of_whom_nothing_is_heard_lead_to_their_pages(client, people):
    asked_people(people)
    firm = make_company(people.workspace, name="Bridge Ltd", yearly_value=900_000)
    make_person(people.workspace, company=firm)
    make_person(people.workspace, company=firm)
    found = heard_of(people)
    first = found.silent[0]
    assert (first.kind, first.name, first.people, first.asked) == (
        "company",
        "Bridge Ltd",
        2,
        False,
    )
    assert found.share.customers == 121
    assert found.share.value < 0.2
    shown = text(page(client, people.maya, "/scores/heard/"))
    assert f'href="/customers/companies/{firm.pk}/"' in shown
    assert "not asked" in shown
    assert "asked, no answer" in shown
    assert "Ask those who were not asked" in shown


def test_a_company_of_whose_people_nobody_is_known_counts_as_not_heard(client, people):
    asked_people(people, n=40)
    before = heard_of(people).share
    firm = make_company(people.workspace, name="Marsh & Co", yearly_value=6_000_000)
    gone = make_company(people.workspace, name="Gone Ltd", yearly_value=1, left_on=date(2020, 1, 1))
    found = heard_of(people)
    assert (found.empty, found.empty_value) == (1, 6_000_000)
    assert found.people == 40
    assert found.share.customers == before.customers + 1
    assert found.share.silent_value == pytest.approx(before.silent_value + 6_000_000)
    assert found.share.value < 0.01
    assert (found.silent[0].name, found.silent[0].people) == ("Marsh & Co", 0)
    shown = text(page(client, people.maya, "/scores/heard/"))
    assert "Companies of whose people nobody is known" in shown
    assert f"/customers/companies/{gone.pk}/" not in shown
    assert "/customers/people/new/?company=Marsh+%26+Co" in shown
    form = text(page(client, people.maya, "/customers/people/new/?company=Marsh+%26+Co"))
    assert "Marsh &amp; Co" in form
    make_person(people.workspace, company=firm)
    assert heard_of(people).empty == 0


def test_groups_and_those_of_whom_nobody_is_known_make_the_total(client, people):
    asked_people(people, n=40)
    make_company(people.workspace, name="Marsh & Co", yearly_value=6_000_000)
    shown = text(page(client, people.maya, "/scores/heard/?by=segment"))
    assert '<a href="#silent">Companies of whose people nobody is known</a>: 1' in shown
    file = text(page(client, people.maya, "/scores/heard/table.csv?by=segment"))
    lines = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"))))
    assert lines[-1]["Segment"] == "Companies of whose people nobody is known"
    found = heard_of(people)
    assert sum(int(one["Customers"]) for one in lines) == found.share.customers == 41
    days = f"first={found.period.first}&end={found.period.end}"
    told = client.get(f"/api/v1/who-is-heard?{days}").json()
    assert (told["companies_without_people"], told["value_without_people"]) == (1, 6_000_000)
    assert told["customers"] == 41
    assert sum(one["people"] for one in told["groups"]) == told["people"] == 40


def test_names_of_the_silent_are_masked_for_those_who_may_not_see_them(client, people):
    asked_people(people)
    assert "Sato" in text(page(client, people.maya, "/scores/heard/"))
    assert "Sato" not in text(page(client, people.ana, "/scores/heard/"))


def test_the_page_can_be_asked_by_size_and_by_other_margins(client, people):
    asked_people(people)
    shown = page(
        client, people.maya, "/scores/heard/?by=size&margin=size&margin=language&period=30"
    )
    assert "one person" in text(shown)
    assert shown.context["figures"].weighted.margins == ("size", "language")
    odd = page(client, people.maya, "/scores/heard/?by=nonsense&margin=nonsense&period=nonsense")
    assert odd.status_code == 200


def test_heard_groups_leave_as_a_file(client, people):
    asked_people(people)
    found = page(client, people.maya, "/scores/heard/table.csv?by=segment")
    lines = list(csv.reader(io.StringIO(text(found).removeprefix("\ufeff"))))
    assert lines[0][:4] == ["Segment", "Number of people", "Asked", "Heard"]
    assert len(lines) == 3


def test_pages_ask_the_database_little(client, people, django_assert_max_num_queries):
    customers(people, linked=True, n=40)
    page(client, people.maya, "/scores/money/")
    with django_assert_max_num_queries(40):
        page(client, people.maya, "/scores/money/")
    page(client, people.maya, "/scores/heard/")
    with django_assert_max_num_queries(45):
        page(client, people.maya, "/scores/heard/")


def test_large_customers_who_were_never_heard_are_looked_through_on_demand(client, people):
    make_company(people.workspace, name="Hayashi Trading", yearly_value=9_000_000)
    make_response(make_survey(people.workspace), make_person(people.workspace), score=9)
    assert "Not looked through yet" in text(page(client, people.maya, "/scores/heard/"))
    told = client.post("/scores/heard/never/read/", headers={"accept-language": "en"}, follow=True)
    shown = text(told)
    assert "Hayashi Trading" in shown.split('id="never"')[1].split("</section>")[0]
    assert "no person is known there" in shown
    assert "As of" in shown.split('id="never"')[1]
