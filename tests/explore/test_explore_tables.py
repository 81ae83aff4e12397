"""Tables of Explore equal a count by hand; their parts add up; nothing hidden can be subtracted."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import AttributeDefinition
from emptychair.customers.services.segments import save_segment
from emptychair.explore.queries.behind import Behind
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.questions import read_question
from emptychair.kit.errors import Refused
from emptychair.kit.periods import local_day
from emptychair.metrics.rules.scoring import score_from
from emptychair.touchpoints.models import Journey, Stage
from emptychair.voice.queries import voices
from tests.explore.asked import AUTUMN, ask
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW


def numbers(table):
    """Cells without the totals, by their words."""
    rows = {one.token: one.words for one in table.rows}
    cols = {one.token: one.words for one in table.cols}
    return {
        (rows.get(row, ""), cols.get(col, "")): cell.figure.n
        for (row, col), cell in table.cells.items()
        if (row or not table.rows) and (col or not table.cols)
    }


@pytest.fixture
def scattered(people):
    """240 answers all over: places of two teams, plans, regions, sizes, tags, a saved segment."""
    rng, place = Random(11), people.workspace
    journey = Journey.objects.create(workspace=place, name="Whole way")
    stages = [Stage.objects.create(workspace=place, journey=journey, name=name) for name in "AB"]
    teams = [make_team(place, name=name) for name in ("Billing", "Care")]
    places = [
        None,
        make_touchpoint(place, team=teams[0], stage=stages[0]),
        make_touchpoint(place, team=teams[0], stage=stages[1]),
        make_touchpoint(place, team=teams[1]),
    ]
    AttributeDefinition.objects.create(
        workspace=place, applies_to="company", key="size", label="Size", kind="number"
    )
    AttributeDefinition.objects.create(
        workspace=place, applies_to="person", key="beta", label="Beta", kind="switch"
    )
    companies = [None] + [make_company(place, attributes={"size": 10 * n}) for n in range(1, 9)]
    persons = []
    for number in range(40):
        person = make_person(
            place,
            region=rng.choice(["", "Tokyo", "Osaka"]),
            company=rng.choice(companies),
            attributes={"beta": number % 2 == 0} if number % 3 else {},
        )
        if number % 2:
            make_contract(person, plan=rng.choice(["Standard", "Large"]))
        persons.append(person)
    surveys = [make_survey(place), make_survey(place)]
    return [
        make_response(
            rng.choice(surveys),
            (person := rng.choice([None, *persons])),
            company=person.company if person else None,
            score=rng.randrange(11),
            touchpoint=rng.choice(places),
            segment=rng.choice(["", "gold"]),
            language=rng.choice(["ja", "en"]),
            channel=rng.choice(["email", "qr"]),
            source=rng.choice(["mail", "import"]),
            tags=rng.choice([[], ["price"], ["price", "speed"]]),
            answered_at=datetime(2026, 9, 2, tzinfo=UTC) + timedelta(hours=rng.randrange(85 * 24)),
        )
        for _ in range(240)
    ]


def value_by_hand(answer, name, zone):
    place, person = answer.touchpoint, answer.person
    day = local_day(answer.answered_at, zone)
    size = answer.company.attributes["size"] if answer.company else None
    return {
        "touchpoint": place.name if place else "the whole, no touchpoint",
        "team": place.team.name if place and place.team else "none",
        "stage": place.stage.name if place and place.stage else "none",
        "segment": answer.segment or "not known",
        "survey": answer.survey.name,
        "region": (person.region if person else "") or "not known",
        "person.beta": _beta(person),
        "company.size": size,
        "band": "Promoters"
        if answer.score > 8
        else "Passives"
        if answer.score > 6
        else "Detractors",
        "score": str(answer.score),
        "month": f"{day:%b} {day.year}",
        "weekday": f"{day:%A}",
    }[name]


def _beta(person):
    if person is None or "beta" not in person.attributes:
        return "not known"
    return "yes" if person.attributes["beta"] else "no"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("rows", "cols"),
    [
        ("touchpoint", "month"),
        ("team", "segment"),
        ("stage", "weekday"),
        ("survey", "region"),
        ("person.beta", "band"),
        ("score", "team"),
        ("region", ""),
    ],
)
def test_every_cell_is_a_count_by_hand(people, scattered, rows, cols):
    zone = people.workspace.zone
    table = ask(people.system, rows=rows, cols=cols, which="all")
    wanted = Counter(
        (value_by_hand(one, rows, zone), value_by_hand(one, cols, zone) if cols else "")
        for one in scattered
    )
    assert numbers(table) == dict(wanted)


def test_a_score_is_that_of_its_answers(people, scattered):
    table = ask(people.system, rows="team", which="all")
    billing = next(one for one in table.rows if one.words == "Billing")
    mine = [
        one.score
        for one in scattered
        if one.touchpoint and one.touchpoint.team and one.touchpoint.team.name == "Billing"
    ]
    assert table.cells[billing.token, ""].figure.score == score_from("nps", Counter(mine))


@pytest.mark.parametrize("which", ["all", "latest"])
@pytest.mark.parametrize(
    ("rows", "cols"),
    [
        ("touchpoint", "segment"),
        ("team", "plan"),
        ("company.size", "language"),
        ("stage", "band"),
        ("weekday", "team"),
    ],
)
def test_parts_add_up_to_their_totals(people, scattered, rows, cols, which):
    table = ask(people.system, rows=rows, cols=cols, which=which)
    inside = {key: cell.figure.n for key, cell in table.cells.items() if all(key)}
    for row in table.rows:
        mine = sum(n for key, n in inside.items() if key[0] == row.token)
        assert table.cells[row.token, ""].figure.n == mine
    for col in table.cols:
        mine = sum(n for key, n in inside.items() if key[1] == col.token)
        assert table.cells["", col.token].figure.n == mine
    assert table.total.figure.n == sum(inside.values())


def test_where_the_latest_of_each_month_counts_the_total_counts_each_person_once(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    for month in (9, 10, 11):
        make_response(survey, person, answered_at=datetime(2026, month, 5, tzinfo=UTC), score=9)
    table = ask(people.system, cols="month")
    assert [table.cells["", col.token].figure.n for col in table.cols] == [1, 1, 1]
    assert table.total.figure.n == 1
    assert ask(people.system, cols="month", which="all").total.figure.n == 3


@pytest.mark.parametrize(
    ("rows", "cols"), [("region", "month"), ("week", "team"), ("tag", "stage")]
)
def test_where_one_side_adds_up_the_total_is_that_of_its_totals(people, scattered, rows, cols):
    table = ask(people.system, rows=rows, cols=cols, which="latest")
    for name, own in ((rows, table.rows), (cols, table.cols)):
        alone = ask(people.system, rows=name, which="latest")
        place = (lambda token: (token, "")) if name == rows else (lambda token: ("", token))
        for one in own:
            wanted = alone.cells[one.token, ""].figure
            assert table.cells[place(one.token)].figure == wanted
        assert table.total.figure == alone.total.figure


def test_an_answer_with_two_tags_counts_at_both_and_once_in_the_total(people, scattered):
    table = ask(people.system, rows="tag", which="all")
    tags = Counter(tag for one in scattered for tag in one.tags or ["without a tag"])
    assert numbers(table) == {(tag, ""): n for tag, n in tags.items()}
    assert table.total.figure.n == len(scattered)
    price = ask(people.system, tag="price", which="all")
    assert price.total.figure.n == tags["price"]


def test_a_saved_segment_stands_beside_the_months(people, scattered):
    rules = {
        "match": "all",
        "conditions": [{"field": "region", "operator": "is", "value": "Tokyo"}],
    }
    save_segment(people.system, name="In Tokyo", rules=rules)
    table = ask(people.system, rows="group", cols="month", which="all")
    mine = [one for one in scattered if one.person and one.person.region == "Tokyo"]
    assert table.cells[table.rows[0].token, ""].figure.n == len(mine)
    assert table.total.figure.n == len(scattered)


def test_each_filter_leaves_what_its_row_showed(people, scattered):
    """A cell asked for by itself is the cell of the table."""
    rng = Random(3)
    asked = [("team", "month"), ("region", "band"), ("tag", "weekday"), ("survey", "company.size")]
    for rows, cols in asked:
        for which in ("all", "latest"):
            table = ask(people.system, rows=rows, cols=cols, which=which)
            inside = sorted(key for key in table.cells if all(key))
            for row, col in rng.sample(inside, min(3, len(inside))):
                alone = ask(
                    people.system,
                    which=which,
                    **{rows.replace(".", "__"): row, cols.replace(".", "__"): col},
                )
                assert alone.total.figure.n == table.cells[row, col].figure.n, (rows, row, col)


def test_numbers_of_answers_are_added_over_metrics(people):
    nps, csat = make_survey(people.workspace), make_survey(people.workspace, metric="csat")
    for score in (9, 10):
        make_response(nps, None, score=score)
    make_response(csat, None, score=4)
    table = ask(people.system, metric="answers", rows="measured", which="all")
    assert numbers(table) == {("NPS", ""): 2, ("CSAT", ""): 1}
    assert table.total.figure.value == 3


def test_a_response_rate_has_its_interval_and_its_invitations(people):
    survey = make_survey(people.workspace)
    for number in range(40):
        answered = {"answered_at": NOW} if number < 10 else {}
        make_invitation(survey, make_person(people.workspace), **answered)
    table = ask(people.system, metric="rate", rows="survey", cols="month")
    figure = table.total.figure
    assert (figure.value, figure.n) == (25.0, 40)
    assert figure.low < 25 < figure.high


def test_a_dimension_that_invitations_do_not_know_is_left_out(people):
    names = Catalogue(people.system).of_measure("rate")
    assert "segment" not in names
    assert ask(people.system, metric="rate", rows="segment").rows == ()


def make_two_falls(people, *, then, now):
    """Answers to places before and after, so many good of a hundred."""
    survey, places = make_survey(people.workspace), []
    for old, new in zip(then, now, strict=True):
        place = make_touchpoint(people.workspace)
        places.append(place)
        for days, good in ((130, old), (10, new)):
            moment = NOW - timedelta(days=days)
            for number in range(100):
                score = 10 if number < good else 0
                make_response(survey, None, score=score, touchpoint=place, answered_at=moment)
    return places


def test_only_what_is_beyond_noise_is_marked_and_looking_at_many_is_paid_for(people):
    places = make_two_falls(people, then=[50, 50, 50, 50], now=[20, 48, 53, 51])
    table = ask(people.system, period="90", rows="touchpoint", against="before")
    told = [row for row, col in table.cells if table.cells[row, col].beyond_noise and row]
    assert told == [str(places[0].pk)]
    cell = table.cells[told[0], ""]
    assert cell.change.estimate == pytest.approx(-60)
    assert cell.change.low < -60 < cell.change.high
    assert table.compared == 5  # the four, and the whole


def test_fewer_than_thirty_are_not_compared_not_coloured_and_never_ranked(people):
    survey = make_survey(people.workspace)
    few, many, worse = (make_touchpoint(people.workspace) for _ in range(3))
    for place, n, score in ((few, 29, 10), (many, 40, 8), (worse, 40, 0)):
        for days in (10, 130):
            moment = NOW - timedelta(days=days)
            for _ in range(n):
                make_response(survey, None, score=score, touchpoint=place, answered_at=moment)
    table = ask(people.system, period="90", rows="touchpoint", against="before", order="score")
    assert [one.token for one in table.rows] == [str(one.pk) for one in (many, worse, few)]
    cell = table.cells[str(few.pk), ""]
    assert (cell.change, cell.level) == (None, None)
    assert table.cells[str(many.pk), ""].level > table.cells[str(worse.pk), ""].level


def test_months_of_two_years_stand_beside_each_other(people):
    survey = make_survey(people.workspace)
    for year, score in ((2025, 0), (2026, 10)):
        for month in (9, 10):
            for _ in range(30):
                moment = datetime(year, month, 9, tzinfo=UTC)
                make_response(survey, None, score=score, answered_at=moment)
    table = ask(people.system, cols="month", against="year", which="all")
    cells = [table.cells["", col.token] for col in table.cols]
    assert [cell.before.value for cell in cells] == [-100, -100]
    assert all(cell.beyond_noise for cell in cells)
    assert not table.periods_differ


def test_who_may_not_read_scores_asks_nothing(people):
    with pytest.raises(Refused):
        Catalogue(access_of_user(people.paul))


def test_the_neighbours_see_nothing_of_it(people, scattered):
    table = ask(access_of_user(people.charlie), rows="segment", cols="month")
    assert (table.rows, table.total.figure.n) == ((), 0)


def test_what_cannot_be_read_in_an_address_is_left_out(people):
    question = read_question(
        people.system,
        {"metric": "shoes", "rows": "nothing", "cols": "month", "period": "x..y", "order": "z"},
        now=NOW,
    )
    assert (question.measure, question.rows, question.cols) == ("nps", "", "month")
    assert question.period.end == date(2026, 11, 23)
    assert question.period.days == 90


@pytest.mark.parametrize(
    "name",
    [
        *("touchpoint", "team", "stage", "journey", "segment", "language", "channel", "source"),
        *("survey", "band", "score", "weekday", "month", "week", "quarter"),
        *("region", "plan", "tag", "person.beta", "company.size"),
    ],
)
def test_the_voices_of_a_figure_are_as_many_as_its_answers(people, scattered, name):
    table = ask(people.system, rows=name, which="all")
    assert table.rows
    for row in table.rows:
        given = {"period": AUTUMN, "which": "all", name: row.token}
        catalogue = Catalogue(people.system)
        question = read_question(people.system, given, now=NOW, catalogue=catalogue)
        found = Behind(people.system, catalogue, question)
        cell = table.cells.get((row.token, ""))
        assert len(list(voices(people.system, found.voices))) == (cell.figure.n if cell else 0)
