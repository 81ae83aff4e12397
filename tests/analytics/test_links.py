"""The latest answer of each person is the same by links as by comparing all answers."""

import json
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emptychair.analytics import linked, linking, touched, writing
from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.linked_columns import COMPARED, WEIGHT
from emptychair.analytics.live import LiveTables
from emptychair.analytics.manifest import folder_of
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import compact_snapshot, link_snapshot, take_snapshot
from emptychair.analytics.sweeping import sweep
from emptychair.analytics.upkeep import look_after_all
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.expressions.counting import (
    answers_within,
    count_by_score,
    counted_answers,
    part_of_time,
)
from emptychair.metrics.rules.latest import NEXT_DAY
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

DAYS = 100  # over which answers lie
FIRST = NOW.date() - timedelta(days=DAYS)
PARTS = ((), ("day",), ("month",), ("week", "quarter"), ("year",))
BY = ("touchpoint_id", "survey_id", "segment")


@pytest.fixture
def tables(data_folder):
    return LiveTables()


@pytest.fixture
def _link_always(monkeypatch):
    monkeypatch.setattr(touched, "AT_LEAST", 0)
    monkeypatch.setattr(touched, "IN_ROWS", 10**9)


def take(people, zone=None):
    place = people.workspace
    return take_snapshot(LIVE_ANSWERS, place.pk, zone or place.zone)


def link(people, zone=None):
    place = people.workspace
    return link_snapshot(LIVE_ANSWERS, place.pk, zone or place.zone)


def live(tables, people, zone=None):
    tables.pointers.forget()
    return tables.table(LIVE_ANSWERS, people.workspace.pk, zone or people.workspace.zone)


def latest(answers, first, end, within=(), by=BY, metric="nps"):
    found = answers_within(answers, metric=metric, first=first, end=end)
    found = found.mutate(**{name: part_of_time(found.day, name) for name in within})
    found = counted_answers(
        found, which="latest", within=within, kept=("score", "segment"), end=end
    )
    return count_by_score(found, by=(*by, *within))


def told(rows):
    return sorted(str(sorted(row.items(), key=str)) for row in rows)


def both_ways(tables, people, *asked, zone=None, **options):
    now = live(tables, people, zone)
    plain = tables.fetch(now, ("plain", asked), lambda rows: latest(rows, *asked, **options))
    quick = tables.fetch(
        now, ("linked", asked), lambda rows: latest(rows, *asked, **options), linked=LIVE_ANSWERS
    )
    return told(plain), told(quick)


def agree(tables, people):
    for within in PARTS:
        plain, quick = both_ways(tables, people, FIRST, date(2027, 1, 1), within)
        assert plain == quick, within


def taken_back(tables, people, zone=None):
    """How many rows of the files stand beside them to be taken back; None where all answers are
    compared, since there are no links.
    """
    found = tables.fetch(
        live(tables, people, zone),
        ("weights",),
        lambda rows: (
            rows.aggregate(
                rows=rows[WEIGHT].sum(),
                back=(rows[WEIGHT] == -1).sum(),
                compared=ibis.literal(COMPARED in rows.columns),
            )
            if WEIGHT in rows.columns
            else rows.aggregate(rows=rows.count(), back=ibis.literal(-1))
        ),
        linked=LIVE_ANSWERS,
    )[0]
    assert found["rows"] == live(tables, people, zone).rows  # each counts once, whatever happened
    assert bool(found.get("compared")) == (zone is not None)
    return None if found["back"] == -1 else found["back"]


class Kitchen:
    """Answers of a few people that change in every way there is."""

    def __init__(self, people, seed):
        self.people, self.rng = people, Random(seed)
        self.places = [None, *(make_touchpoint(people.workspace) for _ in range(2))]
        self.surveys = [make_survey(people.workspace) for _ in range(2)]
        self.surveys.append(make_survey(people.workspace, metric="csat"))
        self.persons = [None, *(make_person(people.workspace) for _ in range(5))]

    def add(self):
        rng = self.rng
        survey = rng.choice(self.surveys)
        return make_response(
            survey,
            rng.choice(self.persons),
            touchpoint=rng.choice(self.places),
            score=rng.choice([None, *range(1, 6)]),
            segment=rng.choice("ab"),
            answered_at=self.moment(),
            aside=rng.choice(["", "", "", "", "test"]),
        )

    def moment(self):
        """On few days, so that many are of the same second."""
        seconds = self.rng.choice((0, 0, 0, 40_000, 40_001))
        return NOW - timedelta(days=self.rng.randrange(DAYS), seconds=seconds)

    def one(self):
        return self.rng.choice(list(Response.objects.order_by("pk")))

    def do(self, deed):
        rows = Response.objects.filter(pk=self.one().pk)
        if deed == "add":
            self.add()
        elif deed == "delete":
            rows.delete()
        elif deed == "correct":
            rows.update(score=self.rng.choice([None, 1, 2]))
        elif deed == "set aside":
            aside = self.rng.choice(["", "test"])
            rows.update(aside=aside, is_counted=not aside)
        elif deed == "merge":
            one, other = self.rng.sample(self.persons[1:], 2)
            Response.objects.filter(person=one).update(person=other)
        elif deed == "erase":
            rows.update(person=self.rng.choice(self.persons))
        elif deed == "move":
            rows.update(answered_at=self.moment())
        elif deed == "elsewhere":
            rows.update(touchpoint=self.rng.choice(self.places))


DEEDS = ("add", "add", "add", "delete", "correct", "set aside", "merge", "erase", "move",
         "elsewhere")  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_links_tell_what_comparing_tells_whatever_happens(people, tables, seed, monkeypatch):
    monkeypatch.setattr(writing, "FILE_ROWS", 7)
    monkeypatch.setattr(touched, "AT_LEAST", seed)  # sometimes made anew, sometimes not yet
    monkeypatch.setattr(linking, "AT_ONCE", 9 if seed % 2 else 10**6)
    kitchen = Kitchen(people, seed)
    for _ in range(40):
        kitchen.add()
    take(people)
    link(people)
    links_told = 0
    for _ in range(10):
        for _each in range(kitchen.rng.randrange(3)):
            kitchen.do(kitchen.rng.choice(DEEDS))
        after = kitchen.rng.choice(["", "take", "take", "compact", "link"])
        if after in {"take", "link"}:
            take(people)
        if after == "link":
            link(people)
        if after == "compact":
            compact_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
        first = FIRST + timedelta(days=kitchen.rng.randrange(DAYS))
        end = first + timedelta(days=kitchen.rng.randrange(1, DAYS))
        asked = first, end, kitchen.rng.choice(PARTS)
        plain, quick = both_ways(tables, people, *asked)
        assert plain == quick, asked
        links_told += taken_back(tables, people) is not None
    assert links_told > 5  # else only comparing was compared with comparing
    assert check_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone, deep=True) == []


def test_of_everybody_untouched_nothing_is_compared(people, tables):
    kitchen = Kitchen(people, 1)
    for _ in range(30):
        kitchen.add()
    take(people)
    assert taken_back(tables, people) is None  # there are no links yet
    assert link(people) is not None
    assert taken_back(tables, people) == 0
    assert link(people) is None
    person = kitchen.persons[1]
    before = person.responses.count()
    make_response(kitchen.surveys[0], person, score=3)
    for in_the_files in (before, before + 1):  # newer than the snapshot, and in it
        assert taken_back(tables, people) == in_the_files
        agree(tables, people)
        take(people)


def test_where_too_many_were_touched_all_answers_are_compared(people, tables, monkeypatch):
    kitchen = Kitchen(people, 7)
    for _ in range(30):
        kitchen.add()
    take(people)
    link(people)
    make_response(kitchen.surveys[0], kitchen.persons[1], score=3)
    agree(tables, people)
    assert taken_back(tables, people) > 1
    monkeypatch.setattr(linked, "MOST", 1)
    make_response(kitchen.surveys[0], kitchen.persons[2], score=3)
    assert taken_back(tables, people) is None
    agree(tables, people)


@pytest.mark.usefixtures("_link_always")
@pytest.mark.parametrize("deed", ["delete", "merge", "erase", "move", "correct"])
def test_what_touches_one_answer_touches_both_its_persons(people, tables, deed):
    kitchen = Kitchen(people, 2)
    for _ in range(40):
        kitchen.add()
    take(people)
    link(people)
    for _ in range(2):
        kitchen.do(deed)
        agree(tables, people)
        take(people)
        agree(tables, people)


def test_links_are_made_anew_when_many_were_touched(people, tables, monkeypatch):
    kitchen = Kitchen(people, 3)
    for _ in range(20):
        kitchen.add()
    take(people)
    first = link(people)
    assert first.touched == ""
    make_response(kitchen.surveys[0], kitchen.persons[1])
    second = take(people).manifest
    owners = touched.touched_owners(folder_of("answers", people.workspace.pk), second)
    assert owners.to_pylist() == [kitchen.persons[1].pk]
    assert link(people) is None
    monkeypatch.setattr(touched, "AT_LEAST", 0)
    monkeypatch.setattr(touched, "IN_ROWS", 10**9)
    third = link(people)
    assert (third.touched, third.rows) == ("", 21)
    assert {file.rows for file in third.files} == {file.rows for file in second.files}
    assert third.rollups == second.rollups
    assert (third.closed_id, third.watermark) == (second.closed_id, second.watermark)


def write_anew(people, change_rows, change_manifest=lambda told: None):
    """The files that stand as somebody else would have written them."""
    folder = folder_of("answers", people.workspace.pk)
    path = folder / Snapshot.objects.get().manifest
    manifest = json.loads(path.read_bytes())
    for file in manifest["files"]:
        pq.write_table(change_rows(pq.read_table(folder / file["name"])), folder / file["name"])
        file["size"] = (folder / file["name"]).stat().st_size
    change_manifest(manifest)
    path.write_text(json.dumps(manifest))


def test_snapshots_from_before_there_were_links_are_read_and_then_linked(people, tables):
    kitchen = Kitchen(people, 4)
    for _ in range(20):
        kitchen.add()
    take(people)

    def as_it_was(manifest):
        manifest["format"] = 1
        del manifest["links"], manifest["touched"], manifest["order"]

    write_anew(people, lambda rows: rows.drop_columns([NEXT_DAY]), as_it_was)
    assert len(live(tables, people).table.execute()) == 20
    agree(tables, people)
    kitchen.do("add")
    assert take(people).manifest.rows == 21  # in files of both kinds
    assert taken_back(tables, people) is None
    agree(tables, people)
    assert link(people).links
    assert taken_back(tables, people) is not None
    agree(tables, people)


def test_where_clocks_go_back_over_midnight_the_days_of_a_person_are_compared(people, tables):
    zone = ZoneInfo("America/St_Johns")  # until 2011 its clocks went back a minute after midnight
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    begun = datetime(2010, 11, 7, 2, 30, 30, tzinfo=UTC)
    for score, moment in ((1, begun), (2, begun + timedelta(minutes=10))):
        make_response(survey, person, score=score, answered_at=moment)
    other = make_person(people.workspace)
    make_response(survey, other, score=3, answered_at=begun)
    take(people, zone)
    made = link(people, zone)
    folder = folder_of("answers", people.workspace.pk)
    assert touched.touched_owners(folder, made).to_pylist() == [person.pk]
    sixth, seventh = date(2010, 11, 6), date(2010, 11, 7)
    for first, wanted in ((sixth, {2}), (seventh, {1, 3})):
        asked = first, first + timedelta(days=1), (), ()
        plain, quick = both_ways(tables, people, *asked, zone=zone)
        assert plain == quick
        assert taken_back(tables, people, zone) == 2  # compared instead
        assert {score for score in (1, 2, 3) if f"('score', {score})" in str(quick)} == wanted


def test_a_wrong_link_is_found_and_made_right_at_night(people, tables):
    kitchen = Kitchen(people, 5)
    for _ in range(30):
        kitchen.add()
    take(people)
    link(people)
    place = people.workspace
    assert check_snapshot(LIVE_ANSWERS, place.pk, place.zone) == []
    wrong = pa.scalar(date(2026, 1, 1), type=pa.date32())
    write_anew(
        people,
        lambda rows: rows.drop_columns([NEXT_DAY]).append_column(
            NEXT_DAY, pa.array([wrong] * rows.num_rows)
        ),
    )
    (found,) = check_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    assert (found.month, found.snapshot) == (NEXT_DAY, (0,))
    assert look_after_all() == 1
    assert check_snapshot(LIVE_ANSWERS, place.pk, place.zone, deep=True) == []
    assert taken_back(tables, people) is not None  # and the links are there again


def test_a_list_of_the_touched_goes_with_its_manifest(people, tables):
    kitchen = Kitchen(people, 6)
    for _ in range(10):
        kitchen.add()
    take(people)
    link(people)
    names = []
    for number in (1, 2):
        make_response(kitchen.surveys[0], kitchen.persons[number])
        names.append(take(people).manifest.touched)
    folder = folder_of("answers", people.workspace.pk)
    sweep(folder, stands=Snapshot.objects.get().manifest, patience=timedelta(0))
    assert [(folder / name).exists() for name in names] == [False, True]
    agree(tables, people)
