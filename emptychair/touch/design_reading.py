"""A stored version of a design with its steps."""

from typing import TYPE_CHECKING

from emptychair.touch.design_types import Design, DesignState
from emptychair.touch.rules.design import steps_of

if TYPE_CHECKING:
    from emptychair.touch.models import OrgDesign


def as_design(row: "OrgDesign") -> Design:
    """A stored version with its steps."""
    return Design(
        id=row.pk,
        series=row.series,
        version=row.version,
        name=row.name,
        segment=row.segment,
        state=DesignState(row.state),
        steps=steps_of(row.steps, row.confirmed),
        owner_id=row.owner_id,
        owner=str(row.owner) if row.owner else "",
        changed_at=row.changed_at,
        live_at=row.live_at,
    )
