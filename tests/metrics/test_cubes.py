"""Cubes equal a count by hand, whatever dimensions, filters and rule of counting are asked for."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.analytics.snapshots import take_snapshot
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.queries.cubes import cube, sql_of
from emptychair.metrics.queries.scores import score_figures
from emptychair.metrics.types import ScoreQuestion
from emptychair.surveys.models import Response
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 1))


@pytest.fixture
def scattered(people):
    rng, place = Random(5), people.workspace
    places = [None, make_touchpoint(place), make_touchpoint(place)]
    surveys = [make_survey(place), make_survey(place, privacy="confidential", smallest_group=7)]
    companies = [None, make_company(place), make_company(place)]
    persons = [None, *(make_person(place) for _ in range(25))]
    return [
        make_response(
            rng.choice(surveys),
            rng.choice(persons),
            company=rng.choice(companies),
            score=rng.choice([None, *range(11)]),
            touchpoint=rng.choice(places),
            segment=rng.choice(["", "gold", "silver"]),
            language=rng.choice(["ja", "en"]),
            channel=rng.choice(["email", "web"]),
            source=rng.choice(["mail", "import"]),
            is_test=rng.random() < 0.05,
            answered_at=NOW - timedelta(minutes=rng.randrange(100 * 24 * 60)),
        )
        for _ in range(150)
    ]


def first_day(day, name):
    return {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
        "weekday": day.weekday(),
    }[name]


def value(answer, name, zone):
    private = answer.survey.smallest_group if answer.survey.privacy != "named" else 0
    if name in {"day", "week", "month", "quarter", "year", "weekday"}:
        return first_day(local_day(answer.answered_at, zone), name)
    if name in {"segment", "language", "channel", "source"}:
        return "" if private else getattr(answer, name)
    if name == "company" and private:
        return None
    return getattr(answer, f"{name}_id")


def by_hand(people, answers, *, by, which, filters=None, metric="nps", period=AUTUMN):
    zone = people.workspace.zone
    filters = filters or {}
    inside = [
        one
        for one in answers
        if one.metric == metric
        and one.score is not None
        and not one.is_test
        and local_day(one.answered_at, zone) in period
    ]
    times = [name for name in ("day", "week", "month", "quarter", "year")
             if name in by or name in filters]  # fmt: skip

    def group(one):
        parts = [value(one, name, zone) for name in times]
        return (one.survey_id, one.touchpoint_id, *parts)

    def month(one):
        return (one.survey_id, one.touchpoint_id, value(one, "month", zone))

    def is_shown(one):
        if one.survey.privacy == "named":
            return True
        month_over = value(one, "month", zone) < local_day(timezone.now(), zone).replace(day=1)
        is_whole = not {"day", "week", "weekday"} & {*by, *filters}
        return month_over and is_whole and together[month(one)] >= one.survey.smallest_group

    together = Counter(month(one) for one in inside)
    inside = [one for one in inside if is_shown(one)]
    if which == "latest":
        newest = {}
        for one in sorted(inside, key=lambda each: (each.answered_at, each.pk)):
            is_private = one.survey.privacy != "named"
            who = -one.pk if is_private else one.person_id or -one.pk
            newest[(who, *group(one))] = one
        inside = list(newest.values())
    kept = [
        one
        for one in inside
        if all(value(one, name, zone) in wanted for name, wanted in filters.items())
    ]
    counted = {}
    for one in kept:
        key = tuple(value(one, name, zone) for name in by)
        counted.setdefault(key, Counter())[one.score] += 1
    return counted


def rows_of(found):
    return {row.key: dict(row.by_score) for row in found.rows}


ASKED = [
    (),
    ("touchpoint",),
    ("segment", "month"),
    ("survey", "channel"),
    ("company", "language"),
    ("source", "week"),
    ("weekday",),
    ("quarter", "year"),
    ("day", "touchpoint"),
]


@pytest.mark.parametrize("which", ["latest", "all"])
@pytest.mark.parametrize("by", ASKED, ids="-".join)
def test_a_cube_is_a_count_by_hand(people, scattered, by, which):
    found = cube(people.system, "nps", AUTUMN, by=by, which=which)
    assert rows_of(found) == by_hand(people, scattered, by=by, which=which)
    keys = [row.key for row in found.rows]
    assert keys == sorted(keys, key=lambda key: [(one is not None, one) for one in key])


@pytest.mark.parametrize("which", ["latest", "all"])
def test_filters_keep_the_given_values_and_what_is_not_known(people, scattered, which):
    places = sorted({one.touchpoint_id for one in scattered if one.touchpoint_id})
    for filters in (
        {"touchpoint": [None]},
        {"touchpoint": [None, places[0]], "segment": ["", "gold"]},
        {"language": ["ja"], "company": [None]},
        {"weekday": [5, 6]},
        {"segment": []},
    ):
        found = cube(people.system, "nps", AUTUMN, by=("channel",), filters=filters, which=which)
        wanted = by_hand(people, scattered, by=("channel",), which=which, filters=filters)
        assert rows_of(found) == wanted, filters


@pytest.mark.parametrize("by", [one for one in ASKED if not {*one} & {"company", "source"}],
                         ids="-".join)  # fmt: skip
def test_daily_counts_and_what_came_since_are_a_count_by_hand(people, scattered, data_folder, by):
    place = people.workspace
    take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    kept = scattered[20:]
    scattered[0].delete()
    Response.objects.filter(pk__in=[one.pk for one in scattered[1:20]]).delete()
    for one in kept[:20]:  # corrected, some to another day, some of a private survey
        one.score = 10 - (one.score or 0)
        one.answered_at -= timedelta(days=one.score)
        one.save()
    answer = kept[40]
    kept += [make_response(answer.survey, answer.person, score=3, segment="gold", source="mail")]
    filters = {"language": ["ja"], "touchpoint": [None, answer.touchpoint_id]}
    for wanted in ({}, filters):
        found = cube(people.system, "nps", AUTUMN, by=by, which="all", filters=wanted)
        by_all = by_hand(people, kept, by=by, which="all", filters=wanted)
        assert (found.read, rows_of(found)) == ("daily counts", by_all)
    latest = cube(people.system, "nps", AUTUMN, by=by)
    assert (latest.read, rows_of(latest)) == (
        "answers",
        by_hand(people, kept, by=by, which="latest"),
    )


@pytest.mark.parametrize("which", ["all", "latest"])
def test_the_score_page_says_the_same_with_a_snapshot(people, scattered, data_folder, which):
    question = ScoreQuestion(metric="nps", period=Period(date(2026, 9, 5), NOW.date()), which=which)
    before = score_figures(people.system, question, now=NOW)
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    after = score_figures(people.system, question, now=NOW)
    assert replace(after, mix={}) == replace(before, mix={})  # a mix depends on the order of rows


def test_what_is_not_in_the_daily_counts_is_counted_from_answers(people, scattered, data_folder):
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    found = cube(people.system, "nps", AUTUMN, by=("company", "month"), which="all")
    by_all = by_hand(people, scattered, by=("company", "month"), which="all")
    assert (found.read, rows_of(found)) == ("answers", by_all)
    assert "daily_counts" in sql_of(people.system, "nps", AUTUMN, by=("month",), which="all")
    assert "daily_counts" not in sql_of(people.system, "nps", AUTUMN, by=("month",))


def test_scores_come_with_their_interval(people, scattered):
    found = cube(people.system, "nps", AUTUMN, by=("language",))
    score = found.scores()[("ja",)]
    assert score.n == {row.key: row.n for row in found.rows}[("ja",)]
    assert score.low < score.value < score.high


def test_the_sql_can_be_read_by_people(people):
    told = sql_of(people.system, "nps", AUTUMN, by=("touchpoint", "month"), which="all")
    assert "touchpoint_id" in told
    assert "GROUP BY" in told


def test_an_unknown_dimension_is_refused(people):
    with pytest.raises(ValueError, match="shoe size"):
        cube(people.system, "nps", AUTUMN, by=("shoe size",))


def test_who_may_not_read_scores_reads_no_cube(people):
    nobody = access_of_user(people.paul)
    with pytest.raises(Refused):
        cube(nobody, "nps", AUTUMN)


def test_the_neighbours_see_nothing_of_it(people, scattered):
    charlie = access_of_user(people.charlie)
    assert cube(charlie, "nps", AUTUMN, by=("segment",)).rows == ()
