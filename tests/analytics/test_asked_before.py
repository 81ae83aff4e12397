"""A question is translated once, whatever its tables are called; what it tells is that of them."""

import duckdb
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.analytics import asked_before
from emptychair.analytics.asked_before import AskedBefore
from emptychair.analytics.duckdb import DuckDBEngine


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    made = DuckDBEngine(tmp_path_factory.mktemp("spill"), memory="256MB", threads=1)
    yield made
    made.close()


class Compiled:
    """Translates, and knows how often."""

    def __init__(self):
        self.times = 0

    def __call__(self, expression):
        self.times += 1
        return str(ibis.to_sql(expression, dialect="duckdb"))


def stored(engine, name, numbers):
    return engine.store(name, pa.table({"n": pa.array(numbers, pa.int64())}))


def test_one_question_of_many_tables_is_translated_once(engine):
    told, compiled = AskedBefore(), Compiled()
    tables = [stored(engine, f"mine {place}", [1, 2, 3 + place]) for place in range(3)]
    found = [told.question(one.filter(one.n > 1), compiled) for one in tables]
    assert compiled.times == 1
    assert [one.sql.count(f'"mine {place}"') for place, one in enumerate(found)] == [1, 1, 1]
    told.question(tables[0].filter(tables[0].n > 2), compiled)
    assert compiled.times == 2


def test_each_table_answers_for_itself(engine):
    def ask(table, beside):
        return table.semi_join(ibis.memtable({"n": beside}), "n").count()

    rows = {name: stored(engine, name, numbers) for name, numbers in TABLES.items()}
    for name, beside, wanted in ASKED:
        found = engine.fetch(ask(rows[name], beside).as_table())
        assert found.to_pylist() == [{found.column_names[0]: wanted}], (name, beside)


TABLES = {"one": [1, 2, 3], "two": [3, 3, 9], "three": [], "table 0": [1]}
ASKED = [
    ("one", [1, 2], 2),
    ("two", [1, 2], 0),
    ("two", [3], 2),
    ("three", [3], 0),
    ("one", [7], 0),
    ("table 0", [1, 1], 1),
]


def test_small_tables_of_a_question_are_gone_afterwards(engine):
    beside = ibis.memtable({"n": [1, 2]})
    assert engine.fetch(beside.filter(beside.n > 1)).to_pylist() == [{"n": 2}]
    with pytest.raises(duckdb.CatalogException):
        engine._connection.con.table(beside.get_name())


def test_a_name_that_means_two_tables_is_left_to_the_engine():
    one, other = (ibis.table({column: "int64"}, name="same") for column in "ab")
    named = ops.DatabaseTable(name="same", schema=one.schema(), source=None).to_expr()
    another = ops.DatabaseTable(name="same", schema=other.schema(), source=None).to_expr()
    assert AskedBefore().question(named.cross_join(another), Compiled()) is None
    assert AskedBefore().question(named.cross_join(named.view()), Compiled()) is not None


def test_the_oldest_are_forgotten(engine, monkeypatch):
    monkeypatch.setattr(asked_before, "AT_MOST", 2)
    told, compiled, rows = AskedBefore(), Compiled(), stored(engine, "rows", [1])
    for least in (1, 2, 3, 2, 3, 1):
        told.question(rows.filter(rows.n > least), compiled)
    assert compiled.times == 4


@settings(max_examples=60, deadline=None)
@given(
    word=st.text(max_size=12), numbers=st.lists(st.integers(-99, 99), max_size=6), top=st.integers()
)
def test_whatever_stands_in_it_it_tells_what_a_translation_of_its_own_tells(
    engine, word, numbers, top
):
    table = stored(engine, "any", numbers)
    asked = table.filter(table.n < max(-(2**62), min(top, 2**62))).mutate(
        said=ibis.literal(word), like=ibis.literal('"' + word)
    )
    asked = asked.filter(asked.said != "\0").order_by("n") if "\0" not in word else asked.limit(0)
    wanted = engine._connection.to_pyarrow(asked)
    assert engine.fetch(asked).equals(wanted)
    engine.drop("any")


def test_a_view_of_a_small_table_outlives_a_question_of_it(engine):
    beside = ibis.memtable({"n": [1, 2]})
    view = engine.name_view("a view", beside.filter(beside.n > 1))
    assert engine.fetch(beside.count().as_table()).num_rows == 1
    assert engine.fetch(view).to_pylist() == [{"n": 2}]
    engine.drop("a view")
