"""Who counts in the share of the silent, and which way a customer went since."""

from collections.abc import Collection, Iterable

from emptychair.silence.types import AsOf, Unit


def states_of(rows: Iterable[AsOf], paused: Collection[Unit]) -> dict[Unit, bool]:
    """By customer with a rhythm, who has not left, whether they are silent. Where a pause is known
    they are not.
    """
    return {
        row.unit: row.is_silent and row.unit not in paused
        for row in rows
        if row.is_customer and not row.has_left and row.percentile is not None
    }
