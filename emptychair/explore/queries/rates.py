"""How many of those who were asked answered: counted from invitations."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import ibis
import ibis.expr.types as ir

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.explore.expressions import COLUMNS, AskedQuestion, invitations_counted
from emptychair.explore.queries.counting import Asking, Counts, Part, cubes_asked
from emptychair.kit.periods import Period
from emptychair.metrics.datasets import LIVE_INVITATIONS
from emptychair.metrics.expressions.cubes import normal_filters
from emptychair.metrics.queries.cubes import CubeAsked


def rates_counted(
    access: Access, asking: Asking, period: Period, parts: Sequence[Part]
) -> dict[Part, Counts]:
    """Of each combination how many answered (under 1) and how many did not (under 0), for each part
    of the table.
    """
    access.require(Permission.SCORE_READ)
    place = access.workspace
    live = live_tables().table(LIVE_INVITATIONS, place.pk, place.zone)
    found = {part: Counts(as_of=live.as_of, from_daily_counts=False) for part in parts}
    for asked in cubes_asked(access, asking, period):
        question = _asked_question(asking, asked)
        rows = live_tables().fetch(live, ("invitations", question), partial(_ask, question))
        columns = [COLUMNS.get(name, name) for name in question.by]
        for row in rows:
            key = {name: row[column] for name, column in zip(question.by, columns, strict=True)}
            told = Counter({1: row["answered"], 0: row["asked"] - row["answered"]})
            for part, counts in found.items():
                kept = (one for one in asking.dimensions if one.name in part)
                tokens = tuple(one.token(key, "", 0) for one in kept)
                counts.cells.setdefault(tokens, Counter()).update(told)
    return found


def _ask(question: AskedQuestion, invitations: ir.Table) -> ir.Table:
    return invitations_counted(invitations, question)


def rate_sql(access: Access, asking: Asking, asked: CubeAsked) -> str:
    """The SQL that counts this, over a table `invitations` with the columns of the dataset."""
    access.require(Permission.SCORE_READ)
    invitations = ibis.table(dict(LIVE_INVITATIONS.dataset.columns), name="invitations")
    counted = invitations_counted(invitations, _asked_question(asking, asked))
    return str(ibis.to_sql(counted, dialect="duckdb"))


def _asked_question(asking: Asking, asked: CubeAsked) -> AskedQuestion:
    """What the engine is asked about invitations."""
    is_private = "survey" in asked.by and _all_private(asking, asked.filters.get("survey", ()))
    return AskedQuestion(
        first=asked.period.first,
        end=asked.period.end,
        by=asked.by,
        filters=normal_filters(asked.filters),
        least=asking.together.least if is_private else (),
    )


def _all_private(asking: Asking, surveys: Sequence[int]) -> bool:
    return bool(surveys) and all(one in asking.together.surveys for one in surveys)
