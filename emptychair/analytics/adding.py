"""Where counts of whole months lie: a DuckDB of its own, for tables of some thousands of rows.

There, reading and planning a question takes longer than adding up. So one thread does it, what is
alike is read once (a statement whose values are parameters), and only those passes of the optimizer
are left that matter where one table is added up. The expressions are the same.
"""

from collections import OrderedDict
from pathlib import Path
from typing import Any

from typing_extensions import override

from emptychair.analytics.alike import Translated, Value
from emptychair.analytics.duckdb import DuckDBEngine

MEMORY = "1GB"
STATEMENTS_AT_MOST = 500
PASSES = frozenset({"filter_pushdown", "in_clause", "unused_columns"})


class AddingEngine(DuckDBEngine):
    """For one table at a time: joins would find no good order here."""

    def __init__(self, spill: Path | None) -> None:
        super().__init__(spill, memory=MEMORY, threads=1)
        self._statements: OrderedDict[tuple[str, tuple[str, ...]], Any] = OrderedDict()
        plain = self._connection.con
        every = plain.execute("SELECT name FROM duckdb_optimizers()").fetchall()
        less = ",".join(sorted({name for (name,) in every} - PASSES))
        plain.execute(f"SET disabled_optimizers = '{less}'")

    @override
    def _asked(self, found: Translated, table: str, values: tuple[Value, ...]) -> Any:
        plain, key = self._connection.con, (table, found.pieces)
        if key not in self._statements:
            (self._statements[key],) = plain.extract_statements(found.asked(table))
            while len(self._statements) > STATEMENTS_AT_MOST:
                self._statements.popitem(last=False)
        self._statements.move_to_end(key)
        return plain.execute(self._statements[key], [values[place] for place in found.used])
