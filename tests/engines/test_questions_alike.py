"""Questions that are translated once for all of their kind get the answers, and the very SQL, that
they get when each is translated by itself.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from emptychair.analytics.alike import AT_MOST, Alike, Marks
from emptychair.analytics.engine import adding_engine
from emptychair.analytics.linked import linked_files, linked_together
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.tail import (
    Beside,
    Opened,
    month_beside,
    rows_together,
    stored_names,
)
from emptychair.analytics.writing import FileWriter
from emptychair.fit.expressions.newest import (
    asked_alike,
    asked_of_a_year,
    newest_of_each,
    unnamed,
    use_alike,
    use_of_a_year,
    who_loves,
)
from emptychair.kit.periods import Period
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS, daily_counts
from emptychair.metrics.expressions.cubes import (
    CubeQuestion,
    cube_of_answers,
    cube_of_counts,
    normal_filters,
)
from emptychair.metrics.expressions.kinds import kind_of
from emptychair.metrics.queries import counts as cells
from emptychair.surveys.types.together import NOTHING_PRIVATE, Together
from tests.engines.conftest import START, ZONE

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
MANY = pytest.mark.parametrize("turns", [50, pytest.param(200, marks=pytest.mark.slow)])
FROM = date(2025, 1, 1)
WORDS = (
    "",
    "gold",
    "o'neill",
    "法人",
    "\\",
    "'",
    "''",
    'a "b"',
    "%s",
    "$1",
    "?",
    "value 001 of a question",
)
VALUES = {
    "survey": range(1, 9),
    "touchpoint": (None, *range(1, 12), 10**12),
    "channel": ("email", "web", "line"),
    "language": ("ja", "en", ""),
    "segment": WORDS,
    "company": (None, *range(1, 50)),
    "source": ("mail", "import"),
    "day": [FROM + timedelta(days=n) for n in range(300)],
    "month": [date(2025, month, 1) for month in range(1, 13)],
    "quarter": [date(2025, month, 1) for month in (1, 4, 7, 10)],
    "weekday": range(7),
}
ADDITIVE = ("survey", "touchpoint", "channel", "language", "segment", "month", "quarter")


def random_question(rng, *, names=tuple(VALUES), which=None):
    first = FROM + timedelta(days=rng.randrange(300))
    filters = {
        name: rng.sample(list(VALUES[name]), rng.randint(1, min(4, len(VALUES[name]))))
        for name in rng.sample(names, rng.choice([0, 1, 1, 2]))
    }
    by = tuple(rng.sample(names, rng.randint(0, 3)))
    months = [(("month",), ())] if "month" in by else []
    return CubeQuestion(
        metric=rng.choice(["nps", "csat", "ces", "o'"]),
        first=first,
        end=first + timedelta(days=rng.randint(1, 150)),
        by=by,
        filters=normal_filters(filters),
        which=which or rng.choice(["latest", "all"]),
        also=rng.choice([(), (), ((),), *months]) if which != "all" else (),
    )


def told(rows):
    return sorted(str(sorted(row.items(), key=str)) for row in rows.to_pylist())


@pytest.fixture(scope="module")
def opened(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("alike")
    writer = FileWriter(LIVE_ANSWERS, folder, 1, take_along=lambda _month: ())
    writer.add(rows.slice(0, 20_000))
    manifest = Manifest(
        dataset="answers",
        columns=LIVE_ANSWERS.dataset.columns,
        zone="America/New_York",
        closed_id=10**8,
        watermark=START,
        files=writer.finish(),
    )
    return Opened("manifest", folder, manifest)


@pytest.fixture
def tables(engine, rows, opened):
    """Answers of a snapshot, answers in memory, and daily counts."""
    nothing = LIVE_ANSWERS.schema.empty_table()
    files = rows_together(
        engine, "snapshot", LIVE_ANSWERS, Beside(opened, nothing, nothing, frozenset())
    )
    memory = engine.store("memory", rows.slice(0, 20_000))
    counts = engine.store("counts", engine.fetch(daily_counts(memory)))
    yield files, memory, counts
    for name in ("memory", "counts", *stored_names("snapshot")):
        engine.drop(name)


@MANY
def test_answers_are_those_of_a_translation_of_their_own(engine, tables, turns):
    rng = Random(20)
    for turn in range(6 if engine.name == "spark" else turns):
        *both, counts = tables
        question = random_question(rng)
        answers = both[turn % 2]
        found = engine.answer(
            answers,
            partial(cube_of_answers, question=question),
            kind_of(question, cube_of_answers),
        )
        assert told(found) == told(engine.fetch(cube_of_answers(answers, question))), question
        question = random_question(rng, names=ADDITIVE, which="all")
        found = engine.answer(
            counts, partial(cube_of_counts, question=question), kind_of(question, cube_of_counts)
        )
        alone = engine.fetch(cube_of_counts(counts, question))
        assert told(found) == told(alone), question
        assert found.schema.equals(alone.schema)


@pytest.fixture
def embedded(tmp_path):
    from emptychair.analytics.duckdb import DuckDBEngine

    engine = DuckDBEngine(tmp_path, memory="512MB", threads=2)
    yield engine
    engine.close()


@MANY
def test_the_sql_is_the_same_to_the_letter_for_any_values(embedded, rows, turns):
    rng = Random(21)
    answers = embedded.store("answers", rows.slice(0, 10))
    kinds = {}
    for _turn in range(turns):
        question = random_question(rng)
        alike = kind_of(question, cube_of_answers)
        ask = partial(cube_of_answers, question=question)
        first = kinds.setdefault(alike.kind, embedded._translate(answers, ask, alike))
        plain = embedded._connection.compile(ask(answers))
        assert first.told("answers", alike.values) == plain
        other = random_question(rng)  # other values of the same kind
        values = tuple(rng.choice([value, *_like(value, other, rng)]) for value in alike.values)
        again = _with(question, values)
        if again is not None and kind_of(again, cube_of_answers).kind == alike.kind:
            assert first.told("answers", values) == embedded._connection.compile(
                cube_of_answers(answers, again)
            )


def _like(value, other, rng):
    if isinstance(value, date):
        return [other.first]
    return [rng.choice(WORDS)] if isinstance(value, str) else [rng.randrange(10**9), -1]


def _with(question, values):
    left = iter(values[3:])
    filters = tuple(
        (name, tuple(None if one is None else next(left) for one in asked))
        for name, asked in question.filters
    )
    metric, first, end = values[:3]
    return replace(question, metric=metric, first=first, end=end, filters=filters)


@pytest.fixture
def adding(embedded, tmp_path):
    engine = adding_engine(embedded, spill=tmp_path)
    yield engine
    engine.close()


def test_counts_of_months_are_added_up_as_those_of_any_table(adding, embedded, rows):
    """Read once, with other values as parameters, and with few passes of the optimizer."""
    rng, names = Random(23), tuple(name for name in ADDITIVE if name != "month")
    both = [one.store("rows", rows.slice(0, 20_000)) for one in (adding, embedded)]
    counts = embedded.fetch(daily_counts(both[1]))
    counts = month_beside(DAILY_COUNTS, counts)
    here, there = adding.store("counts", counts), embedded.store("counts", counts)
    found_some = 0
    for _turn in range(120):
        question = random_question(rng, names=rng.choice([names, ADDITIVE]), which="all")
        ask, alike = partial(cube_of_counts, question=question), kind_of(question, cube_of_counts)
        wanted = embedded.fetch(ask(there))
        found = adding.answer(here, ask, alike)
        assert found.schema.equals(wanted.schema)
        assert told(found) == told(wanted), question
        columns = adding.columns(here, ask, alike)
        assert told(pa.table(columns, schema=wanted.schema)) == told(wanted), question
        found_some += bool(wanted.num_rows)
    assert found_some > 60
    assert len(adding._statements) < 120


def test_private_surveys_are_added_up_there_too(adding, embedded, rows):
    counts = embedded.fetch(daily_counts(embedded.store("rows", rows.slice(0, 20_000))))
    here, there = adding.store("counts", counts), embedded.store("counts", counts)
    for by in ((), ("touchpoint",), ("survey", "month")):
        question = CubeQuestion(
            metric="nps", first=FROM, end=date(2026, 1, 1), by=by, which="all",
            together=Together(((2, 5), (3, 10**6))),
        )  # fmt: skip
        found = adding.fetch(cube_of_counts(here, question))
        assert told(found) == told(embedded.fetch(cube_of_counts(there, question)))
        assert found.num_rows


@pytest.mark.parametrize("within", [(), ("month",)])
@pytest.mark.parametrize("which", ["latest", "all"])
def test_score_pages_ask_the_same(embedded, rows, which, within):
    answers = embedded.store("answers", rows.slice(0, 5_000))
    for first, end, metric in (
        (date(2025, 3, 1), date(2025, 6, 1), "nps"),
        (date(2025, 1, 5), date(2026, 1, 1), "csat"),
    ):
        asked = cells._Asked(metric, Period(first, end), which, NOTHING_PRIVATE, within)
        ask = partial(cells._cells, asked=asked, people=None)
        found = embedded.answer(answers, ask, cells._kind(asked))
        assert told(found) == told(embedded.fetch(ask(answers)))
        assert found.num_rows
    assert len(embedded._translated) == 1


@pytest.mark.parametrize("ask", [unnamed, newest_of_each, who_loves])
def test_questions_of_a_moment_are_the_same_to_the_letter_too(embedded, rows, ask):
    rng, answers, kinds = Random(23), embedded.store("answers", rows.slice(0, 10)), {}
    for turn in range(20):
        micro = (0, 1, 10, 500_000, rng.randrange(10**6))[turn % 5]
        until = START + timedelta(seconds=rng.randrange(10**7), microseconds=micro)
        private = rng.sample(range(9), rng.randrange(3))
        asked = [
            asked_of_a_year(metric, until.astimezone(ZONE), private, rng.choice(WORDS))
            for metric in ("pmf", "nps")[: 2 if ask is who_loves else 1]
        ]
        told, alone = asked_alike(ask, *asked), ask(answers, *asked)
        if told.kind not in kinds:
            kinds[told.kind] = embedded._translate(answers, lambda _table, one=alone: one, told)
        said = kinds[told.kind].told("answers", told.values)
        assert said == embedded._connection.compile(alone)
    assert len(kinds) < 20


def test_a_question_over_more_tables_is_the_same_and_translated_once(embedded, rows):
    """Of answers, events and orders; a later version of any of them has another name."""
    rng, found = Random(24), 0
    for turn in range(4):
        answers = embedded.store(f"answers {turn}", rows.slice(0, 4_000))
        events = embedded.store(f"events {turn}", moments(rows, "occurred_at", 500 * turn))
        orders = embedded.store(f"orders {turn}", moments(rows, "ordered_at", 90))
        for metric, private in (("pmf", ()), ("nps", (rng.randrange(9), 3))):
            asked = asked_of_a_year(metric, START + timedelta(days=300, seconds=turn), private)
            tables = [(events, "occurred_at"), (orders, "ordered_at")]
            use = use_of_a_year(asked, tables, 90)
            alone = embedded.fetch(use(answers))
            assert in_order(embedded.answer(answers, use, use_alike(use))) == in_order(alone)
            found += pc.sum(alone["has_used"]).as_py() or 0
    assert found
    assert len(embedded._translated) == 2
    assert None not in embedded._translated.values()


def moments(rows, column, first):
    """Some days before these answers their people did something."""
    some = rows.slice(first, 3_000).drop_null()
    told = enumerate(some["answered_at"].to_pylist())
    at = [moment - timedelta(days=5 + place % 7) for place, moment in told]
    days = pa.array([moment.date() for moment in at], pa.date32())
    at = pa.array(at, pa.timestamp("us", "UTC"))
    return pa.table({"person_id": some["person_id"], "day": days, column: at})


def in_order(found):
    return sorted(found.to_pylist(), key=lambda row: row["id"])


def test_by_links_too(embedded, opened):
    from emptychair.analytics.linking import with_links

    made = with_links(LIVE_ANSWERS, opened.folder, opened.manifest)
    linked = Opened("linked", opened.folder, made)
    nothing = LIVE_ANSWERS.schema.empty_table()
    files = linked_files(embedded, "files", LIVE_ANSWERS, linked)
    beside = Beside(linked, nothing, nothing, frozenset())
    table = linked_together(embedded, "a", LIVE_ANSWERS, beside, files)
    rng = Random(22)
    for _turn in range(40):
        question = random_question(rng, which="latest")
        alike = kind_of(question, cube_of_answers)
        found = embedded.answer(table, partial(cube_of_answers, question=question), alike)
        assert told(found) == told(embedded.fetch(cube_of_answers(table, question)))


def test_a_later_version_of_the_rows_is_asked_with_the_same_translation(embedded, rows):
    question = CubeQuestion(metric="nps", first=FROM, end=date(2026, 1, 1), which="all")
    ask, alike = partial(cube_of_answers, question=question), kind_of(question, cube_of_answers)
    for name, size in (("first", 100), ('sec"ond', 4_000)):
        table = embedded.store(name.replace('"', ""), rows.slice(0, size))
        assert told(embedded.answer(table, ask, alike)) == told(embedded.fetch(ask(table)))
    assert len(embedded._translated) == 1


def test_what_cannot_be_told_with_marks_is_translated_by_itself(embedded, rows):
    """An expression that computes something of a value."""
    table = embedded.store("answers", rows.slice(0, 1_000))
    marks = Marks()
    mark = marks.put(3)
    found = embedded.answer(
        table,
        lambda answers: answers.filter(answers.survey_id == 3 * 2),
        Alike(
            "doubled", marks.values, lambda answers: answers.filter(answers.survey_id == mark * 2)
        ),
    )
    assert set(found["survey_id"].to_pylist()) == {6}
    assert list(embedded._translated.values()) == [None]


def test_private_surveys_joined_columns_and_very_many_values_are_not_alike():
    question = CubeQuestion(metric="nps", first=FROM, end=date(2026, 1, 1))
    assert kind_of(question, cube_of_answers) is not None
    for more in (
        {"together": Together(((2, 5),))},
        {"joined": ("plan",)},
        {"some_people": True},
        {"filters": (("company", tuple(range(AT_MOST))),)},
    ):
        assert kind_of(replace(question, **more), cube_of_answers) is None
