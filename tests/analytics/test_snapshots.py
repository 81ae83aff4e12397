"""Snapshots and what came since, together, are always what the database holds."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.analytics import snapshots, writing
from emptychair.analytics.live import LiveTables
from emptychair.analytics.manifest import folder_of, read_manifest
from emptychair.analytics.models import RowChange, Snapshot
from emptychair.analytics.snapshots import take_snapshot
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

STORED = ("pk", "score", "person_id", "segment")


@pytest.fixture
def tables(data_folder):
    return LiveTables()


def take(people, **options):
    place = people.workspace
    return take_snapshot(LIVE_ANSWERS, place.pk, place.zone, **options)


def live(tables, people):
    tables.pointers.forget()
    place = people.workspace
    return tables.table(LIVE_ANSWERS, place.pk, place.zone)


def rows(tables, people):
    now = live(tables, people)
    found = tables.fetch(now, ("rows",), lambda table: table)
    assert len(found) == now.rows
    return sorted((row["id"], row["score"], row["person_id"], row["segment"]) for row in found)


def stored(people):
    return sorted(Response.objects.filter(workspace=people.workspace).values_list(*STORED))


def counted(tables, people):
    place = people.workspace
    tables.pointers.forget()
    counts = tables.counts(LIVE_ANSWERS, DAILY_COUNTS, place.pk, place.zone)
    names = [name for name in DAILY_COUNTS.columns if name != "answers"]
    found = tables.fetch(
        counts,
        ("sums",),
        lambda rows: (
            rows.group_by(names)
            .aggregate(answers=lambda some: some.answers.sum())
            .filter(lambda some: some.answers != 0)
        ),
    )
    return sorted(tuple(str(row[name]) for name in (*names, "answers")) for row in found)


def counted_from_rows(tables, people):
    found = tables.fetch(live(tables, people), ("counts",), DAILY_COUNTS.count)
    return sorted(tuple(str(row[name]) for name in DAILY_COUNTS.columns) for row in found)


def manifest_names(people):
    return sorted(path.name for path in folder_of("answers", people.workspace.pk).glob("manifest*"))


def scatter(people, rng, number):
    survey = make_survey(people.workspace)
    persons = [None, *(make_person(people.workspace) for _ in range(4))]
    return [
        make_response(
            survey,
            rng.choice(persons),
            score=rng.choice([None, *range(11)]),
            segment=rng.choice("ab"),
            answered_at=NOW - timedelta(days=rng.randrange(100)),
        )
        for _ in range(number)
    ]


def test_without_a_snapshot_all_is_read_from_the_database(people, tables):
    scatter(people, Random(1), 5)
    assert rows(tables, people) == stored(people)
    place = people.workspace
    assert tables.counts(LIVE_ANSWERS, DAILY_COUNTS, place.pk, place.zone) is None


def test_an_empty_workspace_has_an_empty_snapshot(people, tables):
    assert take(people).manifest.files == ()
    assert rows(tables, people) == []
    assert counted(tables, people) == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_before_and_after_a_snapshot_is_seen(people, tables, seed, monkeypatch):
    monkeypatch.setattr(writing, "FILE_ROWS", 7)  # several files a month, and small ones
    rng = Random(seed)
    scatter(people, rng, 30)
    survey = make_survey(people.workspace)
    persons = [make_person(people.workspace) for _ in range(3)]
    for _ in range(30):
        deed = rng.choice(["add", "add", "correct", "delete", "merge", "move", "take", "compact"])
        one = rng.choice(list(Response.objects.filter(workspace=people.workspace)))
        if deed == "add":
            make_response(survey, rng.choice(persons), score=rng.randrange(11))
        elif deed == "correct":
            one.score, one.segment = rng.randrange(11), rng.choice("ab")
            one.save()
        elif deed == "delete":
            one.delete()
        elif deed == "merge":  # a bulk update tells no time of change
            Response.objects.filter(pk=one.pk).update(person=rng.choice(persons))
        elif deed == "move":  # to another month
            days = timedelta(days=rng.randrange(100))
            Response.objects.filter(pk=one.pk).update(answered_at=NOW - days)
        else:
            take(people)
        assert rows(tables, people) == stored(people), deed
    take(people)
    assert rows(tables, people) == stored(people)
    assert counted(tables, people) == counted_from_rows(tables, people)


def test_files_hold_what_the_database_holds(people, tables):
    scatter(people, Random(2), 20)
    first = take(people)
    assert first.new_rows == first.manifest.rows == 20
    months = {file.month for file in first.manifest.files}
    zone = people.workspace.zone
    days = {one.answered_at.astimezone(zone) for one in Response.objects.all()}
    assert months == {f"{day:%Y-%m}" for day in days}
    assert set(first.manifest.rollups["daily_counts"]) == months


def test_only_the_months_that_changed_are_written_anew(people, tables):
    answers = scatter(people, Random(3), 40)
    before = take(people).manifest
    recent = max(answers, key=lambda one: one.answered_at)
    recent.score = 3 if recent.score != 3 else 4
    recent.save()
    taken = take(people)
    month = f"{recent.answered_at.astimezone(people.workspace.zone):%Y-%m}"
    kept = {file for file in before.files if file.month != month}
    assert kept < set(taken.manifest.files)
    assert (taken.changed, taken.files) == (1, 1)
    changed = {m for m, name in taken.manifest.rollups["daily_counts"].items()
               if before.rollups["daily_counts"].get(m) != name}  # fmt: skip
    assert changed == {month}
    assert rows(tables, people) == stored(people)


def test_nothing_new_writes_nothing(people, tables):
    scatter(people, Random(4), 5)
    take(people)
    there = manifest_names(people)
    assert take(people) is None
    assert manifest_names(people) == there


def test_nothing_of_a_deleted_person_stays_in_the_files_that_stand(people, tables):
    person = make_person(people.workspace)
    survey = make_survey(people.workspace)
    make_response(survey, person, segment="the secret one")
    make_response(survey, None)
    take(people)
    person.delete()
    taken = take(people)
    folder = folder_of("answers", people.workspace.pk)
    for name in taken.manifest.names:
        assert b"the secret one" not in (folder / name).read_bytes()
    assert taken.manifest.rows == 1


def test_what_a_snapshot_holds_is_forgotten_by_the_log(people, tables):
    answers = scatter(people, Random(5), 5)
    take(people)
    Response.objects.update(segment="c")
    answers[0].delete()
    assert RowChange.objects.count() == 6
    RowChange.objects.update(at=NOW - timedelta(days=300))
    Snapshot.objects.update(manifest="")  # as if it had never been taken
    take(people)
    assert RowChange.objects.count() == 0


def test_without_a_snapshot_nothing_is_noted(people):
    scatter(people, Random(5), 3)
    Response.objects.update(segment="c")
    Response.objects.all().delete()
    assert RowChange.objects.count() == 0


def test_the_neighbours_are_an_island(people, tables):
    scatter(people, Random(6), 4)
    make_response(make_survey(people.neighbours), None)
    assert take(people).manifest.rows == 4
    zone = people.neighbours.zone
    assert tables.table(LIVE_ANSWERS, people.neighbours.pk, zone).rows == 1


def test_another_time_zone_reads_the_database_until_files_are_made_anew(people, tables):
    scatter(people, Random(7), 6)
    take(people)
    people.workspace.time_zone = "America/New_York"
    people.workspace.save()
    before = live(tables, people)
    assert rows(tables, people) == stored(people)
    assert take(people).manifest.zone == "America/New_York"
    assert rows(tables, people) == stored(people)
    assert before.rows == 6


def test_a_lost_file_is_no_snapshot(people, tables):
    scatter(people, Random(8), 6)
    taken = take(people)
    folder = folder_of("answers", people.workspace.pk)
    (folder / taken.manifest.files[0].name).unlink()
    assert rows(tables, people) == stored(people)
    assert take(people).new_rows == 6


def test_a_database_put_back_from_a_backup_goes_back_to_its_own_manifest(people, tables):
    scatter(people, Random(9), 6)
    take(people)
    then = Snapshot.objects.get()
    later = scatter(people, Random(10), 3)
    take(people)
    assert rows(tables, people) == stored(people)
    # the backup: without what came later, and with the pointer of its time
    Response.objects.filter(pk__in=[one.pk for one in later]).delete()
    Snapshot.objects.filter(pk=then.pk).update(manifest=then.manifest)
    RowChange.objects.all().delete()
    assert rows(tables, people) == stored(people)


def test_a_page_asks_the_database_little_when_nothing_happened(people, tables):
    scatter(people, Random(11), 6)
    take(people)
    live(tables, people)
    place = people.workspace
    with CaptureQueriesContext(connection) as told:
        tables.table(LIVE_ANSWERS, place.pk, place.zone)
    assert len(told) == 2  # newer rows, noted changes


def test_whoever_holds_a_table_keeps_its_files(people, tables):
    scatter(people, Random(12), 6)
    take(people)
    held, before = live(tables, people), stored(people)
    Response.objects.update(score=1)
    take(people)
    live(tables, people)
    found = tables.fetch(held, ("rows",), lambda table: table)
    assert sorted((r["id"], r["score"], r["person_id"], r["segment"]) for r in found) == before


@pytest.mark.parametrize(
    "where", ["begun", "files written", "counts written", "manifest written", "switched"]
)
def test_whoever_fails_on_the_way_leaves_what_stood(people, tables, where, monkeypatch):
    answers = scatter(people, Random(13), 10)
    stood = take(people)
    answers[0].delete()
    Response.objects.filter(pk=answers[1].pk).update(score=2)
    scatter(people, Random(14), 3)

    def fail(name):
        if name == where:
            raise KeyboardInterrupt

    monkeypatch.setattr(snapshots, "step", fail)
    with pytest.raises(KeyboardInterrupt):
        take(people)
    monkeypatch.undo()
    stands = Snapshot.objects.get()
    folder = folder_of("answers", people.workspace.pk)
    manifest = read_manifest(folder, stands.manifest)
    assert (manifest == stood.manifest) is (where != "switched")
    assert rows(tables, people) == stored(people)
    assert counted(tables, people) == counted_from_rows(tables, people)
    take(people)
    assert rows(tables, people) == stored(people)
