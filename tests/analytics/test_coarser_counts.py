"""Counts of whole months by few columns are those of the rows, whatever came or vanished."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from emptychair.analytics import coarser
from emptychair.analytics.linked_columns import MONTH
from emptychair.analytics.live import LiveTables
from emptychair.analytics.snapshots import take_snapshot
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

ASKED = (("channel",), ("touchpoint_id", "survey_id"), (), ("segment", "language"))


@pytest.fixture
def place(people, data_folder):
    return people.workspace


@pytest.fixture
def tables(place):
    return LiveTables()


def add(place, rng, number, surveys, touchpoints, persons):
    for _ in range(number):
        make_response(
            rng.choice(surveys),
            rng.choice(persons),
            touchpoint=rng.choice(touchpoints),
            score=rng.choice([None, 1, 9, 10]),
            channel=rng.choice(["email", "web"]),
            segment=rng.choice(["", "gold"]),
            language=rng.choice(["ja", "en"]),
            answered_at=NOW - timedelta(hours=rng.randrange(120 * 24)),
        )


def by_columns(tables, place, columns):
    names = ("day", "metric", "score", *columns)
    tables.pointers.forget()
    counts = tables.counts(
        LIVE_ANSWERS, DAILY_COUNTS, place.pk, place.zone, monthly=True, columns=(*names, "answers")
    )
    found = Counter()
    for row in tables.fetch(counts, ("all",), lambda rows: rows):
        assert row.keys() == {*names, "answers", MONTH}
        assert row[MONTH] == row["day"]
        found[tuple(row[name] for name in names)] += row["answers"]
    return {key: number for key, number in found.items() if number}


def by_hand(place, columns):
    found = Counter()
    for one in Response.objects.filter(workspace=place, score__isnull=False, is_counted=True):
        month = one.answered_at.astimezone(place.zone).date().replace(day=1)
        found[(month, one.metric, one.score, *(getattr(one, name) for name in columns))] += 1
    return dict(found)


def agree(tables, place):
    for columns in ASKED:
        found = by_columns(tables, place, columns)
        assert found == by_hand(place, columns), columns
        assert found


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens(place, tables, seed):
    rng = Random(seed)
    surveys = [make_survey(place), make_survey(place, metric="csat")]
    kinds = [None, make_touchpoint(place)], [None, *(make_person(place) for _ in range(3))]
    add(place, rng, 30, surveys, *kinds)
    take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    agree(tables, place)
    for _turn in range(4):
        add(place, rng, rng.randrange(4), surveys, *kinds)
        for one in rng.sample(list(Response.objects.filter(workspace=place)), 3):
            one.delete() if rng.random() < 0.5 else Response.objects.filter(pk=one.pk).update(
                score=rng.randrange(5), channel="line"
            )
        agree(tables, place)
        take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
        agree(tables, place)


def test_only_new_files_are_read_again(place, tables, monkeypatch):
    rng, survey = Random(9), make_survey(place)
    add(place, rng, 40, [survey], [None], [None])
    take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    agree(tables, place)
    read = []

    def reading(engine, rollup, opened, *, without=()):
        read.append(sorted({*opened.manifest.rollups[rollup.name]} - {*without}))
        return counts_by_month(engine, rollup, opened, without=without)

    counts_by_month = coarser.counts_by_month
    monkeypatch.setattr(coarser, "counts_by_month", reading)
    make_response(survey, None, score=7, answered_at=NOW)
    agree(tables, place)
    assert read == []  # the new answer stands beside
    take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    agree(tables, place)
    assert read == [[f"{NOW.astimezone(place.zone):%Y-%m}"]]


def stored(tables):
    told = "SELECT table_name FROM information_schema.tables"
    engines = (tables.engine, tables._engines.adding)
    found = [one._connection.con.execute(told).fetchall() for one in engines]
    names = [name for some in found for (name,) in some]
    return len([name for name in names if not name.startswith("ibis_")])


def test_what_nobody_holds_any_more_leaves_the_engine(place, tables):
    rng, survey = Random(9), make_survey(place)
    add(place, rng, 20, [survey], [None], [None])
    names = []
    for _turn in range(6):
        take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
        agree(tables, place)
        names.append(stored(tables))
        make_response(survey, None, score=7, answered_at=NOW)
    assert names[-1] <= names[1] + 4, names
