"""All rows with their links, for "the latest of each": the files as they were linked, and beside
them what does not hold of them.

Nothing is looked for in the files when a question comes. Rows of owners who were touched stand
beside twice: as the files hold them, to be taken back (`weight` -1), and as they are now, with
links made anew. Whatever adds up the weights counts every row once, as it is.
"""

from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.analytics.engine import Engine
from emptychair.analytics.linked_columns import COMPARED, MONTH, MONTH_END, WEIGHT
from emptychair.analytics.linking import NEXT, next_days, put_links
from emptychair.analytics.sources import Links, LiveSource
from emptychair.analytics.tail import Beside, Opened, read_held, typed, with_months
from emptychair.analytics.touched import (
    are_linked,
    different,
    not_yet_linked,
    owners_of,
    touched_owners,
)
from emptychair.analytics.writing import with_columns

MOST = 1_000_000  # rows of touched owners in memory; beyond it, everything is compared


@dataclass
class LinkedFiles:
    """The files of one manifest under a name, and the rows of those owners who were touched."""

    table: ir.Table
    owners: pa.Array = field(default_factory=lambda: pa.array([], type=pa.int64()))
    rows: list[pa.Table] = field(default_factory=list)
    too_many: bool = False

    def learn(self, engine: Engine, source: LiveSource, links: Links, owners: pa.Array) -> None:
        """Read the rows of these owners, as far as they have not been read yet."""
        new = owners.filter(pc.invert(pc.is_in(owners, value_set=self.owners)))
        if self.too_many or not len(new):
            return
        wanted = ibis.util.gen_name("wanted")
        asked = engine.store(wanted, pa.table({links.owner: new}))
        theirs = self.table.semi_join(asked, links.owner).select(*source.file_columns)
        held = sum(some.num_rows for some in self.rows)
        for batch in engine.batches(theirs):
            self.rows.append(pa.Table.from_batches([batch]).cast(source.file_schema))
            held += batch.num_rows
            if held > MOST:
                self.too_many, self.rows = True, []
                break
        engine.drop(wanted)
        self.owners = pa.concat_arrays([self.owners, new])


def linked_files(
    engine: Engine, name: str, source: LiveSource, opened: Opened
) -> LinkedFiles | None:
    """The files of a manifest, cut by month; None where they hold no links."""
    if source.links is None or not are_linked(source, opened.manifest):
        return None
    files = opened.manifest.files
    return LinkedFiles(read_held(engine, name, source, opened, files, links=True))


def linked_together(
    engine: Engine, name: str, source: LiveSource, beside: Beside, files: LinkedFiles
) -> ir.Table | None:
    """All rows as they are now with their links; None where too many would be beside the files."""
    links, opened = source.links, beside.opened
    if links is None:
        return None
    changed = (owners_of(links, some) for some in (beside.newer, beside.old))
    owners = different([touched_owners(opened.folder, opened.manifest), *changed])
    files.learn(engine, source, links, owners)
    if files.too_many:
        return None
    found = _beside(engine, name, source, links, beside, files)
    told = pc.any(found[COMPARED]).as_py() or False
    stored = engine.store(f"{name}_links", found if told else found.drop_columns([COMPARED]))
    more = {COMPARED: ibis.literal(value=False)} if told else {}
    held = files.table.mutate(**{WEIGHT: ibis.literal(1, type="int32")}, **more)
    kinds = {**source.file_columns, MONTH: "date", MONTH_END: "date", WEIGHT: "int32"}
    kinds |= dict.fromkeys(more, "boolean")
    return engine.name_view(f"{name}_linked", typed(held, kinds).union(typed(stored, kinds)))


def _beside(
    engine: Engine,
    name: str,
    source: LiveSource,
    links: Links,
    beside: Beside,
    files: LinkedFiles,
) -> pa.Table:
    theirs = pa.concat_tables([source.file_schema.empty_table(), *files.rows])
    is_gone = pc.is_in(theirs[source.key], value_set=beside.old[source.key].combine_chunks())
    now = pa.concat_tables(
        [
            theirs.filter(pc.invert(is_gone)),
            with_columns(_owned(links, beside.newer), theirs.schema),
        ]
    )
    anew, backwards = _linked_anew(engine, name, source, links, now)
    compared = pc.is_in(anew[links.owner], value_set=backwards)
    old, newer = (
        not_yet_linked(source, _nobodys(links, some)) for some in (beside.old, beside.newer)
    )
    return pa.concat_tables(
        [
            _weighed(source, theirs, -1),
            _weighed(source, old, -1),
            _weighed(source, newer, 1),
            _weighed(source, anew, 1, compared=compared),
        ]
    )


def _linked_anew(
    engine: Engine, name: str, source: LiveSource, links: Links, rows: pa.Table
) -> tuple[pa.Table, pa.Array]:
    """All rows of some owners with their links, and the owners of whom links cannot tell."""
    table = engine.store(f"{name}_unlinked", rows.select(source.schema.names))
    try:
        found = engine.fetch(next_days(source, table))
    finally:
        engine.drop(f"{name}_unlinked")
    before = found.filter(pc.less(found[NEXT], found[source.month_of]))
    return put_links(source, rows, found), different([before[links.owner]])


def _owned(links: Links, rows: pa.Table) -> pa.Table:
    return rows.filter(rows[links.owner].is_valid())


def _nobodys(links: Links, rows: pa.Table) -> pa.Table:
    return rows.filter(rows[links.owner].is_null())


def _weighed(
    source: LiveSource, rows: pa.Table, weight: int, *, compared: pa.ChunkedArray | None = None
) -> pa.Table:
    rows = with_months(source, rows)
    plain = pa.array(np.zeros(rows.num_rows, dtype=bool))
    more = {
        WEIGHT: pa.array(np.full(rows.num_rows, weight, dtype=np.int32)),
        COMPARED: plain if compared is None else compared,
    }
    for column, values in more.items():
        rows = rows.append_column(column, values)
    return rows
