"""Snapshots are checked, made anew, compacted and swept; small tables have none."""

import os
from datetime import timedelta
from importlib import import_module
from random import Random

import pytest
from click.testing import CliRunner
from django.utils import timezone

from emptychair.analytics import collecting, upkeep, writing
from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.live import live_tables
from emptychair.analytics.locking import only_one
from emptychair.analytics.manifest import folder_of
from emptychair.analytics.models import RowChange, Snapshot
from emptychair.analytics.snapshots import compact_snapshot, take_snapshot
from emptychair.analytics.sources import sources
from emptychair.analytics.sweeping import sweep, sweep_workspaces
from emptychair.analytics.watching import look_away, watch_tables
from emptychair.jobs.registry import job_named
from emptychair.metrics.datasets import LIVE_ANSWERS, LIVE_PEOPLE
from emptychair.surveys.models import Response
from emptychair.usage.datasets import LIVE_DAILY_USE
from emptychair.usage.models import DailyUse
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW
from tests.usage.using import days_ago, given

command = import_module("emptychair.cli.snapshot")  # the package has a command of that name
pytestmark = pytest.mark.usefixtures("data_folder")


def fill(people, number=12):
    rng, survey = Random(number), make_survey(people.workspace)
    return [
        make_response(survey, None, score=rng.randrange(11),
                      answered_at=NOW - timedelta(days=rng.randrange(90)))
        for _ in range(number)
    ]  # fmt: skip


def take(people, **options):
    return take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone, **options)


def check(people, **options):
    return check_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone, **options)


def test_a_snapshot_that_is_not_cut_by_month_passes_too(people):
    gone, *_ = [make_person(people.workspace) for _ in range(3)]
    place = people.workspace
    take_snapshot(LIVE_PEOPLE, place.pk, place.zone)
    assert check_snapshot(LIVE_PEOPLE, place.pk, place.zone, deep=True) == []
    make_person(place)
    gone.delete()
    assert check_snapshot(LIVE_PEOPLE, place.pk, place.zone, deep=True) == []
    Snapshot.objects.filter(dataset="people").update(watched_since=None)
    RowChange.objects.filter(relation="customers_person").delete()
    (one,) = check_snapshot(LIVE_PEOPLE, place.pk, place.zone)
    assert (one.database[0], one.snapshot[0]) == (3, 4)


def test_a_snapshot_cut_by_a_day_that_the_database_keeps_passes_too(people):
    place, company = people.workspace, make_company(people.workspace)
    given(people, company, 3, 9, ago=0)
    given(people, company, 2, 4, ago=70)
    take_snapshot(LIVE_DAILY_USE, place.pk, place.zone)
    assert check_snapshot(LIVE_DAILY_USE, place.pk, place.zone, deep=True) == []
    DailyUse.objects.filter(day=days_ago(70)).delete()
    RowChange.objects.filter(relation="usage_dailyuse").delete()
    (one,) = check_snapshot(LIVE_DAILY_USE, place.pk, place.zone)
    assert one.month == f"{days_ago(70):%Y-%m}"
    assert (one.database[0], one.snapshot[0]) == (0, 1)


def folder(people):
    return folder_of("answers", people.workspace.pk)


def test_a_good_snapshot_passes_with_what_came_since(people):
    answers = fill(people)
    take(people)
    assert check(people, deep=True) == []
    answers[0].delete()
    fill(people, 3)
    Response.objects.filter(pk=answers[1].pk).update(segment="other")
    assert check(people, deep=True) == []


def test_what_nobody_noted_is_found_by_month(people):
    answers = fill(people)
    take(people)
    one = answers[0]
    one.delete()
    RowChange.objects.all().delete()  # as if the trigger had been missing
    found = check(people)
    month = f"{one.answered_at.astimezone(people.workspace.zone):%Y-%m}"
    assert [each.month for each in found] == [month]
    assert found[0].snapshot[0] == found[0].database[0] + 1
    take(people, anew=True)
    assert check(people) == []


def test_a_word_that_nobody_noted_is_found_by_a_deep_check_only(people):
    answers = fill(people)
    take(people)
    Response.objects.filter(pk=answers[0].pk).update(segment="other")
    RowChange.objects.all().delete()
    assert check(people) == []
    found = check(people, deep=True)
    assert [each.month.split(", ")[1] for each in found] == ["segment"]


def test_small_tables_have_no_snapshot_and_large_ones_have(people, monkeypatch):
    fill(people)
    monkeypatch.setattr(upkeep, "LIVE_AT_MOST", 12)
    job_named("analytics.take_snapshot").function()
    assert not Snapshot.objects.exists()
    fill(people, 1)
    job_named("analytics.take_snapshot").function()
    taken = Snapshot.objects.get()
    assert (taken.workspace, taken.dataset) == (people.workspace, "answers")


def test_one_that_fails_does_not_stop_the_others(people, monkeypatch, caplog):
    tried = []

    def fail(source, workspace_id, zone, **options):
        tried.append(workspace_id)
        raise OSError("the disk is full")

    monkeypatch.setattr(upkeep, "LIVE_AT_MOST", -1)
    monkeypatch.setattr(upkeep, "_is_large", lambda place: True)
    monkeypatch.setattr(upkeep, "take_snapshot", fail)
    assert upkeep.take_all() == 0
    assert {people.workspace.pk, people.neighbours.pk} <= set(tried)
    assert "the disk is full" in caplog.text


def test_at_night_what_is_wrong_is_made_anew(people, caplog):
    fill(people)
    take(people)
    assert upkeep.look_after_all() == 0
    Response.objects.all()[0].delete()
    RowChange.objects.all().delete()
    job_named("analytics.check_snapshots").function()
    assert "made anew" in caplog.text
    assert check(people, deep=True) == []


def test_small_files_are_written_together(people, monkeypatch):
    monkeypatch.setattr(writing, "FILE_ROWS", 3)
    fill(people, 40)
    before = take(people).manifest
    monkeypatch.setattr(writing, "FILE_ROWS", 100)
    monkeypatch.setattr(collecting, "FILE_ROWS", 100)
    after = compact_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone).manifest
    assert len(after.files) == len({file.month for file in after.files}) < len(before.files)
    assert after.rows == before.rows == 40
    assert check(people, deep=True) == []
    again = compact_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    assert again is None


def test_replaced_files_go_when_their_readers_have_finished(people):
    fill(people)
    first = take(people).manifest
    Response.objects.update(score=1)
    second = take(people).manifest
    there = {path.name for path in folder(people).glob("*.parquet")}
    assert there == first.names | second.names
    stands = Snapshot.objects.get().manifest
    sweep(folder(people), stands=stands, patience=timedelta(0))
    assert {path.name for path in folder(people).glob("*.parquet")} == second.names
    assert check(people, deep=True) == []


def test_what_a_dead_process_left_goes_after_a_day(people):
    fill(people)
    take(people)
    left, half = folder(people) / "rows-2026-11-x.parquet", folder(people) / ".half"
    for path in (left, half):
        path.write_bytes(b"x")
    stands = Snapshot.objects.get().manifest
    sweep(folder(people), stands=stands)
    assert left.exists()
    yesterday = timezone.now().timestamp() - 25 * 3600
    for path in (left, half):
        os.utime(path, (yesterday, yesterday))
    sweep(folder(people), stands=stands)
    assert not left.exists()
    assert not half.exists()
    assert check(people) == []


def test_the_files_of_a_workspace_go_with_it(people):
    fill(people)
    take(people)
    assert sweep_workspaces() == 0
    people.workspace.delete()
    assert sweep_workspaces() == 1
    assert not folder(people).exists()


def test_two_processes_do_not_take_the_same_snapshot(people):
    fill(people)
    folder(people).mkdir(parents=True)
    with only_one(folder(people)) as alone:
        assert alone
        assert take(people) is None
    assert take(people).new_rows == 12


def test_triggers_come_back_when_a_table_was_made_anew(people):
    fill(people)
    take(people)
    look_away()
    watch_tables()
    watch_tables()  # twice is once
    Response.objects.all()[0].delete()
    assert RowChange.objects.count() == 1
    assert check(people, deep=True) == []


def _days(columns):
    return [name for name, kind in columns.items() if kind == "date"]


def test_every_source_names_columns_that_there_are():
    assert "answers" in sources()
    for source in sources().values():
        assert {*source.fields, *source.local_days} == set(source.dataset.columns)
        assert all(source.column_of(name) for name in source.fields)
        named = {"", *source.local_days, *_days(source.dataset.columns)}
        assert source.month_of in named


class TestCommand:
    @pytest.fixture(autouse=True)
    def _begun(self, monkeypatch):
        monkeypatch.setattr(command, "begin", lambda *, migrate: None)

    def run(self, *words):
        return CliRunner().invoke(command.snapshot, words)

    def test_take_verify_compact_rebuild(self, people):
        fill(people)
        place = people.workspace.slug
        taken = self.run("take", "--workspace", place, "--dataset", "answers")
        assert f"{place}, answers: 12 new rows" in taken.output
        again = self.run("take", "--workspace", place, "--dataset", "answers")
        assert "nothing to do" in again.output
        same = self.run("verify", "--deep", "--workspace", place)
        assert (same.exit_code, "the same" in same.output) == (0, True)
        assert "nothing to do" in self.run("compact", "--workspace", place).output
        assert "12 rows" in self.run("rebuild", "--dataset", "answers").output

    def test_a_difference_ends_with_one(self, people):
        fill(people)
        take(people)
        Response.objects.all()[0].delete()
        RowChange.objects.all().delete()
        live_tables().pointers.forget()
        found = self.run("verify", "--dataset", "answers")
        assert found.exit_code == 1
        assert "snapshot rebuild" in found.output

    def test_names_that_mean_nothing_are_told(self, people):
        assert (
            "There are: answers, companies, contracts, daily_use, departures, events"
            in self.run("take", "--dataset", "shoes").output
        )
        assert "No workspace is called nowhere" in self.run("take", "--workspace", "nowhere").output


def test_locks_end_with_their_process(tmp_path):
    with only_one(tmp_path) as one, only_one(tmp_path) as other:
        assert (one, other) == (True, False)
    with only_one(tmp_path) as again:
        assert again
