"""The pages of Explore: a table, its figures, their people, saved views, files, notes."""

import csv
import io
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Segment
from emptychair.customers.queries import people_in_segment
from emptychair.explore.models import SavedView
from tests.factories.customers import make_person
from tests.factories.loop import make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import make_secret


@pytest.fixture
def english(client, people):
    people.workspace.language = "en"
    people.workspace.save()
    client.cookies["emptychair_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def visit(client, people, english):
    def go(user, address, *, status=200, **given):
        client.force_login(user)
        answer = client.get(address, given)
        assert answer.status_code == status, answer.content[:500]
        return answer.content.decode()

    return go


@pytest.fixture
def post(client, people, english):
    def go(user, address, *, status=302, **given):
        client.force_login(user)
        answer = client.post(address, given)
        assert answer.status_code == status
        return answer

    return go


@pytest.fixture
def billing(people):
    """Forty answers about the invoice, in two regions; ten of them bad."""
    place = make_touchpoint(people.workspace, name="Invoice", team=make_team(people.workspace))
    survey = make_survey(people.workspace)
    for number in range(40):
        person = make_person(
            people.workspace,
            name=f"Hanako Sato {number}",
            region="Tokyo" if number < 10 else "Osaka",
        )
        make_response(
            survey,
            person,
            score=2 if number < 10 else 9,
            touchpoint=place,
            comment=f"Hanako Sato {number} says the invoice is late." if number < 10 else "",
            answered_at=timezone.now() - timedelta(days=1),
        )
    return place


def links(page, part):
    found = re.findall(r'href="([^"]*)"', page)
    return [one.replace("&amp;", "&") for one in found if part in one]


def test_the_page_begins_with_touchpoints_by_quarter_and_says_which_answers_count(
    visit, people, billing
):
    told = visit(people.alice, "/explore/")
    assert "Invoice" in told
    assert "Of each person the latest answer" in told
    assert "as of" in told


def test_a_figure_leads_to_its_people_its_voices_and_what_to_do(visit, people, billing):
    told = visit(people.alice, "/explore/", rows="region", cols="touchpoint", period="90")
    address = next(
        one
        for one in links(told, "/explore/figure/")
        if "region=Tokyo" in one and "touchpoint=" in one
    )
    figure = visit(people.alice, address)
    assert "Hanako Sato 3" in figure
    assert "Hanako Sato 30" not in figure
    voices = next(one for one in links(figure, "/voices/") if "region=Tokyo" in one)
    said = visit(people.alice, voices)
    assert said.count("says the invoice is late") == 10
    assert '<option value="Tokyo" selected>Tokyo</option>' in said
    assert links(figure, f"/initiatives/new/?touchpoint={billing.pk}")


def test_the_number_of_answers_in_a_cell_is_that_of_its_people(visit, people, billing):
    told = visit(people.alice, "/explore/", rows="region", period="90")
    for address in links(told, "/explore/figure/"):
        region = parse_qs(urlsplit(address).query).get("region", [""])[0]
        wanted = {"Tokyo": 10, "Osaka": 30, "": 40}[region]
        assert f"From {wanted} answers." in visit(people.alice, address)


def test_a_segment_of_the_people_behind_a_figure_follows_it(visit, post, people, billing):
    post(people.bob, "/explore/figure/segment/", name="Unhappy", question="region=Tokyo&band=bad")
    made = Segment.objects.get(name="Unhappy")
    assert people_in_segment(people.system, made).count() == 10
    late = make_person(people.workspace, region="Tokyo")
    make_response(make_survey(people.workspace), late, score=0, answered_at=timezone.now())
    assert people_in_segment(people.system, made).filter(pk=late.pk).exists()
    assert "Unhappy" in visit(people.bob, f"/customers/segments/{made.pk}/")


def test_an_analyst_reads_figures_with_names_masked_and_makes_no_segment(visit, people, billing):
    figure = visit(people.ana, "/explore/figure/", region="Tokyo")
    assert "Hanako" not in figure
    assert "Make the segment" not in figure
    assert "/explore/table.csv" not in visit(people.ana, "/explore/")


def test_a_partner_and_a_stranger_see_nothing(visit, people, billing):
    visit(people.paul, "/explore/", status=403)
    visit(people.dave, "/explore/", status=302)
    assert "Invoice" not in visit(people.charlie, "/explore/")


def test_a_comparison_says_how_many_differences_are_noise(visit, people, billing):
    survey = make_survey(people.workspace)
    for _ in range(40):
        moment = timezone.now() - timedelta(days=120)
        make_response(survey, None, score=10, touchpoint=billing, answered_at=moment)
    told = visit(people.alice, "/explore/", rows="touchpoint", period="90", against="before")
    assert "2 of 2 differences are beyond noise" in told
    assert "fall beyond noise" in told


def test_a_filter_is_added_with_its_values_and_stays_in_the_address(visit, people, billing):
    told = visit(people.alice, "/explore/", rows="touchpoint", filter="region")
    assert '<option value="Tokyo">Tokyo</option>' in told
    narrowed = visit(people.alice, "/explore/", rows="touchpoint", region="Tokyo")
    assert '<option value="Tokyo" selected>Tokyo</option>' in narrowed
    assert all("region=Tokyo" in one for one in links(narrowed, "/explore/figure/"))


def test_any_days_can_be_asked(visit, people, billing):
    told = visit(
        people.alice, "/explore/", rows="touchpoint", **{"from": "2020-01-01", "to": "2020-02-01"}
    )
    assert "Nobody has answered this yet" in told
    assert 'value="2020-01-01"' in told


def test_htmx_gets_the_part_that_moves(client, people, english, billing):
    client.force_login(people.alice)
    answer = client.get("/explore/", headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b'<div id="explore"')


def test_the_definition_and_the_sql_stand_on_the_page(visit, people, billing):
    told = visit(people.alice, "/explore/", rows="touchpoint", cols="month", which="all")
    assert "nps, version 1" in told
    assert "(answers of 9 and 10 − answers of 0 to 6) ÷ all answers × 100" in told
    assert "docs/algorithms" not in told  # a file that a server need not have
    assert "GROUP BY" in told


def save(post, user, **given):
    plain = {"name": "Invoices by region", "question": "rows=region&period=90"}
    return post(user, "/explore/views/save/", **(plain | given))


def test_a_view_is_saved_opened_by_its_link_renamed_and_shared(visit, post, people, billing):
    save(post, people.bob)
    view = SavedView.objects.get()
    visit(people.maya, f"/explore/views/{view.pk}/", status=404)
    changed = {"name": "By region", "shared": "on", "question": "rows=region&period=30"}
    post(people.bob, f"/explore/views/{view.pk}/change/", **changed)
    assert "By region" in visit(people.maya, "/explore/views/")
    visit(people.maya, f"/explore/views/{view.pk}/", status=302)
    told = visit(people.maya, "/explore/", view=view.pk, rows="region", period="30")
    assert "<h1>By region</h1>" in told


def test_a_view_is_removed_and_brought_back(visit, post, people, billing):
    save(post, people.bob)
    view = SavedView.objects.get()
    post(people.bob, f"/explore/views/{view.pk}/remove/")
    listed = visit(people.bob, "/explore/views/")
    assert f"/explore/views/{view.pk}/restore/" in listed
    assert "No view is saved yet" in listed
    post(people.bob, f"/explore/views/{view.pk}/restore/")
    assert "Invoices by region" in visit(people.bob, "/explore/views/")


def test_two_views_of_one_name_are_refused_with_a_sentence(visit, post, people, billing):
    save(post, people.bob)
    save(post, people.bob)
    assert SavedView.objects.count() == 1
    assert "You have a view of this name already" in visit(people.bob, "/explore/")


def test_only_who_saved_it_or_runs_the_programme_changes_a_shared_view(post, people, billing):
    save(post, people.bob, shared="on")
    view = SavedView.objects.get()
    post(people.ana, f"/explore/views/{view.pk}/change/", name="Mine now", status=403)
    post(people.maya, f"/explore/views/{view.pk}/change/", name="Theirs", shared="on")
    view.refresh_from_db()
    assert view.name == "Theirs"


def test_the_table_as_csv_has_every_figure_and_no_formula(client, people, english, billing):
    client.force_login(people.alice)
    billing.name = "=Invoice"
    billing.save()
    answer = client.get("/explore/table.csv", {"rows": "touchpoint", "cols": "region"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:6] == ["Touchpoint", "Region", "NPS", "Low", "High", "Answers"]
    tokyo = next(row for row in rows if row[0].endswith("=Invoice") and row[1] == "Tokyo")
    assert tokyo[0] == "'=Invoice"
    assert (tokyo[2], tokyo[5], tokyo[6]) == ("-100.00", "10", "no")


def test_the_table_as_a_workbook_says_what_must_be_known(client, people, english, billing):
    client.force_login(people.alice)
    answer = client.get("/explore/table.xlsx", {"rows": "region"})
    book = load_workbook(io.BytesIO(answer.content))
    assert [sheet.title for sheet in book] == ["Table", "About"]
    assert book["Table"]["B2"].value == pytest.approx(100)
    assert "latest answer" in " ".join(str(row[0].value) for row in book["About"].iter_rows())


def test_the_table_as_a_picture_carries_its_own_style(client, people, english, billing):
    client.force_login(people.alice)
    answer = client.get("/explore/table.svg", {"rows": "region", "cols": "month"})
    assert answer["Content-Type"].startswith("image/svg+xml")
    told = answer.content.decode()
    assert "<style>" in told
    assert "Osaka" in told
    assert client.get("/explore/table.exe").status_code == 404


def test_a_saved_view_stands_in_the_note_of_an_initiative(visit, post, people, billing):
    save(post, people.bob, shared="on")
    view = SavedView.objects.get()
    text = f"See <b>this</b>:\n[[view:{view.pk}]]\nand [[view:999]]"
    row = make_initiative(people.workspace, change=text)
    told = visit(people.maya, f"/initiatives/{row.number}/")
    assert "Osaka" in told
    assert "as of" in told
    assert "See &lt;b&gt;this&lt;/b&gt;:" in told
    assert "and [[view:999]]" in told


def test_what_somebody_keeps_to_themselves_does_not_stand_in_a_note_for_others(
    visit, post, people, billing
):
    save(post, people.bob)
    view = SavedView.objects.get()
    row = make_initiative(people.workspace, change=f"[[view:{view.pk}]]")
    assert "Osaka" in visit(people.bob, f"/initiatives/{row.number}/")
    told = visit(people.maya, f"/initiatives/{row.number}/")
    assert "Osaka" not in told
    assert f"[[view:{view.pk}]]" in told


def test_the_api_gives_the_same_figures(client, people, billing):
    now = timezone.now()
    secret = make_secret(people.workspace, Permission.SCORE_READ, now=now)
    head = {"Authorization": f"Bearer {secret}"}
    asked = {"rows": "region", "only": "band=bad"}
    told = client.get("/api/v1/explore", asked, headers=head).json()
    assert {one["row"]: one["n"] for one in told["figures"]} == {"Tokyo": 10, "": 10}
    assert told["rows"] == [{"token": "Tokyo", "words": "Tokyo"}]
    assert client.get("/api/v1/views", headers=head).json() == []


def test_pages_ask_few_questions_however_many_figures(
    client, people, english, billing, django_assert_max_num_queries
):
    client.force_login(people.alice)
    for _ in range(20):
        place = make_touchpoint(people.workspace, team=make_team(people.workspace))
        make_response(make_survey(people.workspace), None, touchpoint=place)
    asked = {"rows": "team", "cols": "region", "period": "365", "against": "before"}
    client.get("/explore/", asked)
    with django_assert_max_num_queries(60):
        client.get("/explore/", asked)
    with django_assert_max_num_queries(45):
        client.get("/explore/figure/", {"region": "Osaka"})


def test_a_choice_among_words_is_told_in_words(visit, people):
    survey = make_survey(people.workspace, metric="pmf")
    for score in (1, 3):
        person = make_person(people.workspace, name=f"Said {score}")
        make_response(survey, person, score=score, comment="So", answered_at=timezone.now())
    for address in ("/explore/figure/", "/voices/"):
        told = visit(people.alice, address, metric="pmf", period="90")
        assert "Very disappointed</span>" in told
        assert "Not disappointed</span>" in told
        assert "Somewhat disappointed</span>" not in told
    told = visit(people.alice, f"/customers/people/{person.pk}/")
    assert "PMF · Very disappointed" in told
