"""Columns that the answers do not have: small tables beside them, joined by numbers.

Their words are put back when the counts are read: the engine groups by numbers sooner than by
words. Where ids follow one another, the codes stand in one list in their order, and each answer
looks at its place in it, which takes half of the time of a join.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.analytics.live import live_tables
from emptychair.analytics.unpacking import Columns
from emptychair.metrics.cube_types import Beside, Joined

LIST, BEFORE, AFTER = "codes_in_order", "id_before", "last_place"
FEW, SPARSE = 10_000, 8  # places in a list for each that is taken, beyond these few
NONE, UNHEARD = 0, -1  # the code of "", and of what is no word of the table
CodedFilters = tuple[tuple[str, tuple[Any, ...]], ...]


def widened(answers: ir.Table, beside: Beside) -> ir.Table:
    """The answers of these people only, with the joined columns as codes."""
    if beside.people is not None:
        people = pa.table({"person_id": pa.array(sorted(beside.people), type=pa.int64())})
        answers = answers.semi_join(ibis.memtable(people), "person_id")
    for one in beside.joined:
        answers = with_codes(answers, _stored(one), one)
    return answers


def with_codes(answers: ir.Table, table: ir.Table, one: Joined) -> ir.Table:
    """The answers with the column of such a table (`codes_of`); what it does not know is none."""
    if LIST in table.columns:
        found = answers.cross_join(table)
        place = ibis.least(ibis.greatest(found[one.on] - found[BEFORE], 0), found[AFTER])
        code = found[LIST][place.cast("int32")]
    else:
        found = answers.left_join(table, one.on)
        code = found[one.name]
    code = ibis.coalesce(code, ibis.literal(NONE).cast("int32"))
    return found.select(*answers.columns, **{one.name: code})


def codes_of(one: Joined) -> pa.Table:
    """The code of each key: as a list where most of its places are taken, else as rows."""
    words = pa.array(_words(one), type=pa.string())
    codes = pc.index_in(pa.array(list(one.values.values()), type=pa.string()), value_set=words)
    if codes.null_count:
        raise ValueError(f"{one.name} has words that are not among those it names.")
    codes, keys = codes.cast(pa.int32()), pa.array(list(one.values), type=pa.int64())
    if not len(keys):
        return pa.table({one.on: keys, one.name: codes})
    ids = keys.to_numpy()
    before = int(ids.min()) - 1  # the first place is for all that come before, the last for others
    places = int(ids.max()) - before + 2
    if places > FEW + len(keys) * SPARSE:
        return pa.table({one.on: keys, one.name: codes})
    every = np.full(places, NONE, dtype=np.int32)
    every[ids - before] = codes.to_numpy()
    return pa.table(
        {
            LIST: pa.array([every], type=pa.list_(pa.int32())),
            BEFORE: pa.array([before], type=pa.int64()),
            AFTER: pa.array([places - 1], type=pa.int64()),
        }
    )


def coded(filters: CodedFilters, beside: Beside) -> CodedFilters:
    """The filters on joined columns by codes instead of words."""
    tables = {one.name: _words(one) for one in beside.joined}
    return tuple(
        (name, tuple(_code(tables[name], one) for one in values) if name in tables else values)
        for name, values in filters
    )


def decoded(cells: Columns, beside: Beside) -> Columns:
    """Counts with the words of joined columns."""
    tables = {one.name: _words(one) for one in beside.joined if one.name in cells}
    told = {name: [words[code] for code in cells[name]] for name, words in tables.items()}
    return {**cells, **told}


def _code(words: Sequence[str], word: str) -> int:
    return words.index(word) if word in words else UNHEARD


def _stored(one: Joined) -> ir.Table:
    if one.mark is None:
        return ibis.memtable(codes_of(one))
    return live_tables().keep(("joined", one), lambda: codes_of(one))


def _words(one: Joined) -> tuple[str, ...]:
    """The words of a table by their codes."""
    return ("", *(word for word in one.words or sorted({*one.values.values()}) if word))
