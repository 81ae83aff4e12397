"""Rows of a file lie in the order of their source, and a question opens few groups of them."""

import json
from datetime import timedelta
from random import Random

import pyarrow.parquet as pq
import pytest

from emptychair.analytics import writing
from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.manifest import folder_of, read_manifest
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import link_snapshot, manifest_of, take_snapshot
from emptychair.metrics.datasets import LIVE_ANSWERS
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

KINDS = ("nps", "csat", "ces")


@pytest.fixture
def answered(people, data_folder):
    rng, place = Random(3), people.workspace
    surveys = [make_survey(place, metric=metric) for metric in KINDS]
    persons = [make_person(place) for _ in range(4)]
    for _ in range(60):
        make_response(
            rng.choice(surveys),
            rng.choice(persons),
            score=rng.randrange(1, 6),
            answered_at=NOW - timedelta(hours=rng.randrange(40 * 24)),
        )
    return place


def tables_of(place):
    stands = Snapshot.objects.get(workspace=place, dataset="answers")
    folder = folder_of("answers", place.pk)
    manifest = read_manifest(folder, stands.manifest)
    return folder, stands, manifest, [folder / file.name for file in manifest.files]


def keys_of(path):
    rows = pq.read_table(path)
    return list(zip(rows["metric"].to_pylist(), rows["day"].to_pylist(), strict=True))


def test_rows_of_a_file_lie_by_metric_and_day(answered):
    take_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    for _turn in ("taken", "linked"):
        *_others, manifest, paths = tables_of(answered)
        assert manifest.order == ("metric", "day")
        assert len(paths) > 1
        for path in paths:
            found = keys_of(path)
            assert found == sorted(found)
            assert len({metric for metric, _day in found}) > 1
        link_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    assert check_snapshot(LIVE_ANSWERS, answered.pk, answered.zone, deep=True) == []


def test_no_group_of_rows_holds_two_metrics_where_there_are_many_of_each(answered, monkeypatch):
    monkeypatch.setattr(writing, "APART_FROM", 2)
    take_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    *_others, paths = tables_of(answered)
    for path in paths:
        file = pq.ParquetFile(path)
        groups = [file.read_row_group(n)["metric"].to_pylist() for n in range(file.num_row_groups)]
        assert all(len(set(group)) == 1 or len(group) < 2 * len(KINDS) for group in groups)
        assert len(groups) > 1
        every = [metric for group in groups for metric in group]
        assert every == sorted(every)


def test_groups_too_small_to_be_worth_it_are_not_made(answered):
    take_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    assert {pq.ParquetFile(path).num_row_groups for path in tables_of(answered)[-1]} == {1}


def test_files_of_before_are_read_and_put_in_order_at_the_next_turn(answered):
    """A snapshot that an earlier version linked: nothing else is due."""
    take_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    link_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    folder, stands, manifest, paths = tables_of(answered)
    for path in paths:
        rows = pq.read_table(path).sort_by("id")
        pq.write_table(rows, path)
    told = json.loads((folder / stands.manifest).read_bytes())
    del told["order"]
    told["format"] = 2
    for file in told["files"]:
        file["size"] = (folder / file["name"]).stat().st_size
    (folder / stands.manifest).write_text(json.dumps(told))
    assert any(keys_of(path) != sorted(keys_of(path)) for path in paths)

    held = manifest_of(stands, LIVE_ANSWERS, answered.zone)
    assert held is not None
    assert held.order == ()
    assert held.rows == manifest.rows == 60
    assert check_snapshot(LIVE_ANSWERS, answered.pk, answered.zone, deep=True) == []

    made = link_snapshot(LIVE_ANSWERS, answered.pk, answered.zone)
    assert made is not None
    assert made.order == LIVE_ANSWERS.order
    for path in tables_of(answered)[-1]:
        assert keys_of(path) == sorted(keys_of(path))
    assert check_snapshot(LIVE_ANSWERS, answered.pk, answered.zone, deep=True) == []
    assert link_snapshot(LIVE_ANSWERS, answered.pk, answered.zone) is None
