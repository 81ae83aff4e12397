"""Both engines tell the latest answer of each person by links as by comparing."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from emptychair.analytics.linking import with_links
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.tail import (
    Beside,
    Opened,
    linked_together,
    rows_together,
    stored_names,
)
from emptychair.analytics.touched import not_yet_linked
from emptychair.analytics.writing import FileWriter
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.expressions.cubes import CubeQuestion, cube_of_answers
from emptychair.metrics.rules.latest import NEXT_DAY
from tests.engines.conftest import START

# Spark's client leaves connections to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
FIRST, END = date(2025, 2, 10), date(2025, 9, 20)
ASKED = [
    {"by": ("touchpoint", "segment")},
    {"by": ("month", "channel"), "filters": (("segment", ("gold", "")),)},
    {"by": ("week", "company"), "filters": (("quarter", (date(2025, 4, 1),)),)},
    {"by": ("weekday",), "filters": (("touchpoint", (None, 3)),)},
    {"by": ("day", "source"), "filters": (("survey", (5,)),)},
]


@pytest.fixture(scope="module")
def linked(rows, tmp_path_factory):
    """Files with links, by month, as a snapshot has them."""
    folder = tmp_path_factory.mktemp("linked")
    writer = FileWriter(LIVE_ANSWERS, folder, 1, take_along=lambda _month: ())
    writer.add(not_yet_linked(LIVE_ANSWERS, rows))
    manifest = Manifest(
        dataset="answers",
        columns=LIVE_ANSWERS.dataset.columns,
        zone="America/New_York",
        closed_id=10**8,
        watermark=START,
        files=writer.finish(),
    )
    return Opened("manifest", folder, with_links(LIVE_ANSWERS, folder, manifest))


@pytest.fixture(scope="module")
def beside(rows, linked):
    """Since then an answer changed, one of nobody and another vanished, and two came."""
    somebodys = rows.filter(rows["person_id"].is_valid())
    nobodys = rows.filter(rows["person_id"].is_null())
    old = pa.concat_tables([somebodys.slice(5, 1), somebodys.slice(900, 1), nobodys.slice(3, 1)])
    counted = {"metric": "nps", "score": 4, "is_counted": True, "day": FIRST + timedelta(days=40)}
    changed = old.slice(0, 1).to_pylist()[0] | counted
    came = [changed | {"id": 10**9 + n, "person_id": owner} for n, owner in ((1, 7), (2, None))]
    names = frozenset(file.name for file in linked.manifest.files)
    newer = pa.Table.from_pylist([changed, *came], schema=rows.schema)
    return Beside(linked, newer, old, names)


def told(engine, expression):
    return sorted(str(sorted(row.items())) for row in engine.fetch(expression).to_pylist())


def test_the_latest_is_the_same_by_links(engine, beside):
    plain = rows_together(engine, "plain", LIVE_ANSWERS, beside)
    quick = linked_together(engine, "plain", LIVE_ANSWERS, beside, plain)
    known = quick.filter(quick[NEXT_DAY].notnull())
    count = engine.fetch(known.aggregate(n=known.count()))["n"][0].as_py()
    assert count > beside.rows * 0.85  # what is no answer has no link, nor have three persons
    whole = engine.fetch(quick.aggregate(n=quick.count(), ids=quick.id.sum()))
    assert whole == engine.fetch(plain.aggregate(n=plain.count(), ids=plain.id.sum()))
    for asked in ASKED:
        question = CubeQuestion(metric="nps", first=FIRST, end=END, which="latest", **asked)
        slow = told(engine, cube_of_answers(plain, question))
        assert told(engine, cube_of_answers(quick, question)) == slow
        assert slow
    for name in stored_names("plain", LIVE_ANSWERS):
        engine.drop(name)
