"""Both engines tell the latest answer of each person by links as by comparing."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest

from emptychair.analytics.linked import linked_files, linked_together
from emptychair.analytics.linked_columns import WEIGHT
from emptychair.analytics.linking import with_links
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.tail import Beside, Opened, rows_together, stored_names
from emptychair.analytics.touched import not_yet_linked
from emptychair.analytics.writing import FileWriter
from emptychair.metrics.cube_types import Beside as JoinedBeside
from emptychair.metrics.cube_types import Joined
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.expressions.cubes import CubeQuestion, cube_of_answers
from emptychair.metrics.joining import codes_of, decoded, with_codes
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
    files = linked_files(engine, "files", LIVE_ANSWERS, beside.opened)
    quick = linked_together(engine, "plain", LIVE_ANSWERS, beside, files)
    weights = quick.aggregate(n=quick[WEIGHT].sum(), ids=(quick.id * quick[WEIGHT]).sum())
    assert whole(engine, weights) == whole(
        engine, plain.aggregate(n=plain.count(), ids=plain.id.sum())
    )
    for asked in ASKED:
        question = CubeQuestion(metric="nps", first=FIRST, end=END, which="latest", **asked)
        slow = told(engine, cube_of_answers(plain, question))
        assert told(engine, cube_of_answers(quick, question)) == slow
        assert slow
    for name in ("files", *stored_names("plain")):
        engine.drop(name)


def whole(engine, expression):
    return engine.fetch(expression).to_pylist()


@pytest.mark.parametrize("also", [((),), (("month",), ())])
def test_totals_at_one_reading_are_those_counted_alone(engine, rows, also, beside):
    files = linked_files(engine, "files", LIVE_ANSWERS, beside.opened)
    quick = linked_together(engine, "plain", LIVE_ANSWERS, beside, files)
    by = ("month", "week", "channel")
    asked = CubeQuestion(metric="nps", first=FIRST, end=END, by=by, also=also)
    for table in (quick, engine.store("rows", rows)):
        found = engine.fetch(cube_of_answers(table, asked)).to_pylist()
        for place, kept in enumerate(also, start=1):
            alone = replace(asked, by=(*kept, "channel"), also=())
            wanted = engine.fetch(cube_of_answers(table, alone)).to_pylist()
            assert summed(found, alone, f"answers{place}") == summed(wanted, alone, "answers")
            assert len(wanted) > 20
    for name in ("files", "rows", *stored_names("plain")):
        engine.drop(name)


def summed(cells, question, column):
    found = Counter()
    for cell in cells:
        found[(*(cell[name] for name in question.columns), cell["score"])] += cell[column]
    return +found


@pytest.mark.parametrize("gap", [1, 10_000])  # a list of codes, and rows of them
def test_joined_words_are_the_same(engine, rows, gap):
    """Ids that are not in the table, before and after it and missing ones, have no word."""
    known = {n if n < 300 else n + gap: f"word {n % 3}" if n % 7 else "" for n in range(50, 350)}
    one = Joined("fact", "person_id", known)
    table = engine.store("codes", codes_of(one))
    wide = with_codes(engine.store("rows", rows), table, one)
    asked = CubeQuestion(
        metric="nps", first=FIRST, end=END, which="all", by=("fact",), joined=("fact",)
    )
    cells = decoded(engine.fetch(cube_of_answers(wide, asked)).to_pydict(), JoinedBeside((one,)))
    rows_told = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    found = summed(rows_told, asked, "answers")
    wanted = Counter()
    for row in rows.to_pylist():
        is_answer = row["metric"] == "nps" and row["score"] is not None and row["is_counted"]
        if is_answer and FIRST <= row["day"] < END:
            wanted[known.get(row["person_id"], ""), row["score"]] += 1
    assert found == wanted
    for name in ("codes", "rows"):
        engine.drop(name)
