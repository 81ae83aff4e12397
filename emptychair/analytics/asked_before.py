"""Questions that were asked before, of tables of other names: translated once a process.

Rows that change make tables with names of their own, while a page asks the same questions of them
all day, and a large question takes longer to translate than to answer. So the names are taken out
before a question is looked for, and put into its SQL again.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

AT_MOST = 400  # questions whose SQL is kept
_OF_ONE_ENGINE = (ops.SQLStringView, ops.SQLQueryResult, ops.ScalarUDF, ops.AggUDF)


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of a question, and what it reads besides the tables that an engine has."""

    sql: str
    beside: dict[str, ops.InMemoryTable]  # by the names that they have in it


@dataclass(slots=True)
class _Names:
    """The tables of a question: the first met first."""

    mark: str
    tables: list[ops.PhysicalTable] = field(default_factory=list)
    is_of_one_engine: bool = False

    def take_out(self, node: Any, changed: dict[str, Any] | None) -> Any:
        """The node with a mark for its name."""
        if isinstance(node, (ops.DatabaseTable, ops.InMemoryTable)):
            if node not in self.tables:
                self.tables.append(node)
            name = f"{self.mark}{self.tables.index(node)}"
            where = node.namespace if isinstance(node, ops.DatabaseTable) else ops.Namespace()
            return ops.UnboundTable(name=name, schema=node.schema, namespace=where)
        if isinstance(node, _OF_ONE_ENGINE):
            self.is_of_one_engine = True
        return node.__recreate__(changed) if changed else node

    @property
    def are_plain(self) -> bool:
        """Whether every name means one table, whichever engine is asked."""
        names = {one.name for one in self.tables}
        return not self.is_of_one_engine and len(names) == len(self.tables)

    def given(self) -> list[str]:
        """What each is called now; small tables by another name, for views may stand on theirs."""
        return [
            ibis.util.gen_name("beside") if isinstance(one, ops.InMemoryTable) else one.name
            for one in self.tables
        ]


class AskedBefore:
    """The SQL of the last questions. May be used by several threads."""

    def __init__(self) -> None:
        # No text of anybody says this, since nobody could know it.
        self._mark = f"table {secrets.token_hex(16)} "
        self._names = re.compile(f'"{self._mark}([0-9]+)"')
        self._told: OrderedDict[Any, str] = OrderedDict()
        self._lock = Lock()

    def question(
        self, expression: ir.Table, compiled: Callable[[ir.Table], str]
    ) -> Question | None:
        """What `compiled` makes of it; None where it names what one engine alone has."""
        names = _Names(self._mark)
        asked = expression.op().replace(names.take_out)
        if not names.are_plain:
            return None
        with self._lock:
            told = self._told.pop(asked, None)
        told = told or compiled(asked.to_expr())
        with self._lock:
            self._told[asked] = told
            while len(self._told) > AT_MOST:
                self._told.popitem(last=False)
        given = names.given()
        beside = {
            name: table
            for name, table in zip(given, names.tables, strict=True)
            if isinstance(table, ops.InMemoryTable)
        }
        return Question(self._names.sub(lambda found: _quoted(given[int(found[1])]), told), beside)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
