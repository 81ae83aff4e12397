"""The page of what moves the score, its files, the people behind a driver, and the next step."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from emptychair.loop.models import Initiative
from emptychair.surveys.models import Answer
from tests.factories.drivers import answer_statements, make_driver_survey
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def survey(people):
    made = make_driver_survey(people.workspace, name="Yearly")
    answer_statements(made, 300, now=timezone.now())
    return made


def page(client, user, address="/drivers/", language="en"):
    client.force_login(user)
    return client.get(address, headers={"accept-language": language})


def text(answer):
    return answer.content.decode()


def test_the_page_says_what_to_fix_first_with_its_interval(client, people, survey):
    answer = page(client, people.maya)
    shown, context = text(answer), answer.context
    assert context["first"].label == "Question must"
    assert context["first"].gain_sentence in shown
    assert "points (+" in context["first"].gain_sentence
    assert "One driver clearly comes first" in shown
    assert "An association, not proof" in shown
    assert "From 300 answers that hold the score and all of these" in shown
    assert shown.count("<svg") >= 6  # three charts, each in two widths
    assert "cannot be ranked" in shown
    assert {row.kind for row in context["kinds"]} >= {"must_have", "delighter"}
    assert 'id="method"' in shown


def test_an_improvement_is_begun_with_what_is_known_and_then_found_again(client, people, survey):
    start = page(client, people.maya).context["first"].start
    filled = parse_qs(urlsplit(start).query)
    assert filled["title"] == ["Better: Question must"]
    assert filled["driver"] == [f"{survey.pk}:must"]
    form = text(client.get(start, headers={"accept-language": "en"}))
    assert "Better: Question must" in form
    assert "customers answered low" in form
    client.post(start, {"title": "Clean up", "kind": "product", "metric": "nps"})
    made = Initiative.objects.get()
    assert made.external_id == f"driver:{survey.pk}:must"
    shown = page(client, people.maya)
    assert shown.context["first"].initiative == made.number
    assert f"See initiative #{made.number}" in text(shown)
    made.state = "dropped"
    made.save()
    assert page(client, people.maya).context["first"].initiative is None


def test_who_may_not_write_is_offered_no_improvement(client, people, survey):
    shown = text(page(client, people.ana))
    assert "Start an improvement" not in shown
    assert "table.csv" not in shown
    assert "See who answered low" in shown


def test_the_people_who_answered_low_stand_lowest_first(client, people, survey):
    first = page(client, people.maya).context["first"]
    shown = page(client, people.maya, first.voices)
    low = Answer.objects.filter(question="must", number__lte=2).count()
    assert "Who answered low: Question must" in text(shown)
    assert len(shown.context["rows"]) == min(30, low)
    assert "Open a case" in text(shown)
    assert page(client, people.maya, "/drivers/voices/?driver=none").status_code == 404


def test_names_are_masked_for_who_may_not_see_them(client, people, survey):
    shown = page(client, people.ana, f"/drivers/voices/?survey={survey.pk}&driver=must")
    names = {voice.name for voice, _tone in shown.context["rows"]}
    assert not any(row.person.name in names for row in survey.responses.select_related("person"))


def test_the_table_as_csv_and_workbook_holds_every_figure_with_its_interval(client, people, survey):
    answer = page(client, people.maya, "/drivers/table.csv")
    rows = list(csv.reader(io.StringIO(text(answer).removeprefix("\ufeff"))))
    assert rows[0][:4] == ["Driver", "Share of R²", "Low", "High"]
    assert len(rows) == 6
    must = next(row for row in rows if row[0] == "Question must")
    assert float(must[2]) < float(must[1]) < float(must[3])
    assert must[-1] == "300"
    book = load_workbook(io.BytesIO(page(client, people.maya, "/drivers/table.xlsx").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[0] == rows[0]
    assert len(cells) == 6


def test_a_part_comes_for_htmx_and_filters_stay_in_the_links(client, people, survey):
    client.force_login(people.maya)
    answer = client.get("/drivers/?language=ja&which=all", headers={"hx-request": "true"})
    shown = text(answer)
    assert "<html" not in shown
    assert "language=ja" in answer.context["csv_address"]
    assert "which=all" in answer.context["csv_address"]


def test_without_questions_the_page_says_which_block_to_add(client, people):
    plain = make_survey(people.workspace)
    make_response(plain, None, score=3)
    shown = text(page(client, people.maya))
    assert "Fast, easy, personal" in shown
    assert f"/surveys/{plain.pk}/questions/" in shown
    assert f"/surveys/{plain.pk}/questions/" not in text(page(client, people.ana))
    for source, words in (("before", "answered nowhere else"), ("tags", "No answer carries a tag")):
        assert words in text(page(client, people.maya, f"/drivers/?source={source}"))


def test_with_few_answers_it_says_how_many_are_needed(client, people):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 20, now=timezone.now())
    shown = text(page(client, people.maya))
    assert "20 answers with a score are too few" in shown
    assert "answered by 20 only" in shown


def test_a_workspace_without_surveys_is_led_to_asking(client, people):
    assert "No survey has been asked yet" in text(page(client, people.maya))


def test_nothing_is_computed_again_for_the_same_answers(
    client, people, survey, django_assert_max_num_queries
):
    page(client, people.maya)
    with django_assert_max_num_queries(40):
        assert client.get("/drivers/").status_code == 200


def test_odd_addresses_are_read_as_far_as_they_make_sense(client, people, survey):
    for odd in ("survey=x", "survey=99999999999999999999", "period=never", "group=7", "source=x"):
        assert page(client, people.maya, f"/drivers/?{odd}").status_code == 200


def test_each_segment_is_told_what_comes_first_in_it_or_that_it_cannot_be(client, people):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 300, now=timezone.now(), segment="Shops")
    answer_statements(survey, 20, now=timezone.now(), segment="Homes", seed=2)
    answer = page(client, people.maya, "/drivers/segments/")
    shops, homes = answer.context["rows"]
    assert (shops.segment, shops.first) == ("Shops", "Question must")
    assert shops.gain in text(answer)
    assert shops.interval in text(answer)
    filled = parse_qs(urlsplit(shops.start).query)
    assert filled["hypothesis"][0].startswith("Segment “Shops”: ")
    assert (homes.segment, homes.first, homes.start) == ("Homes", "", "")
    assert "50 are needed" in homes.words
    whole = page(client, people.maya)
    assert whole.context["segments_address"] == "/drivers/segments/"
    part = page(client, people.maya, "/drivers/?segment=Shops")
    assert part.context["segments_address"] == ""
