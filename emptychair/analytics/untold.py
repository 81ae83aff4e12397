"""Changes that leave the time of a row as it was, told once for the workspace.

Two rows of a person that are taken apart again must look as if nothing had been, and the moment in
which an anonymous answer was begun or moved would tell whose it is. Tables that are kept in memory
(`whole.py`) find changed rows by their time, and read all of them again after such a note. It is a
number that rises, without a moment. Snapshots have triggers and need none.
"""

from datetime import UTC, datetime

from django.db.models import BigIntegerField, F, Max
from django.db.models.expressions import RawSQL

from emptychair.analytics.models import row_changes

NO_RELATION = ""  # of whatever tables
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_HOW_OFTEN = (
    "(SELECT SUM(row_id) FROM analytics_rowchange WHERE workspace_id = %s AND relation = %s)"
)


def tell_of_untold_changes(workspace_id: int) -> None:
    """Say, in the transaction that changes the rows, that some bear no new time."""
    mine = row_changes().filter(workspace_id=workspace_id, relation=NO_RELATION)
    if not mine.update(row_id=F("row_id") + 1):
        row_changes().create(
            workspace_id=workspace_id, relation=NO_RELATION, row_id=1, at=NO_MOMENT
        )


def how_often(workspace_id: int) -> Max:
    """How often that was said, as one more column of a question."""
    said = RawSQL(_HOW_OFTEN, [workspace_id, NO_RELATION], output_field=BigIntegerField())  # noqa: S611 - our own words
    return Max(said)
