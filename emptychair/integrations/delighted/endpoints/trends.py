"""`trend`: a saved segment of customers."""

from typing import TYPE_CHECKING

from emptychair.customers.queries import segment_with_id
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.ids import NUMBER
from emptychair.kit.errors import NotFound

if TYPE_CHECKING:
    from emptychair.customers.models import Segment


def trend_of(call: Call) -> "Segment | None":
    """The saved segment that `trend` names; notes one that is not there."""
    given = call.fields.text("trend")
    if not given:
        return None
    try:
        segment = segment_with_id(call.access, int(given) if NUMBER.fullmatch(given) else 0)
    except NotFound:
        segment = None
    if segment is None or segment.removed_at is not None:
        call.fields.wrong("trend")
        return None
    return segment
