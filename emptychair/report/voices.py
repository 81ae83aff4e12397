"""A few true voices beside a number, so that it is read and not only counted."""

from collections.abc import Mapping

import ibis

from emptychair.report.comments import without_name
from emptychair.report.figures import Figures
from emptychair.report.segments import Group

VOICES = 2
SHORTEST, LONGEST = 12, 240


def detractor_voices(
    figures: Figures, group: Group, of_terms: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The newest words of detractors of a group, names and addresses masked."""
    if group.kind == "words":
        return of_terms.get(group.name, ())[:VOICES]
    rows = figures.scored
    length = rows.comment.length()
    chosen = rows.filter(
        (rows[group.column] == group.name)
        & (rows.score <= figures.cut_offs.detractors_up_to)
        & (length >= SHORTEST)
        & (length <= LONGEST)
    )
    newest = chosen.order_by([ibis.desc("answered_at"), "row"]).limit(VOICES)
    found = figures.records(newest.select("comment", "name"))
    return tuple(without_name(row["comment"], row["name"] or "") for row in found)
