"""Takes mail addresses out of what stands in the columns of a file, where nobody expects them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from emptychair.kit.masking import mask_names
from emptychair.report.types import Report

FROM_COLUMNS = ("contact_first", "fix_first", "shifts", "segments", "this_week")


def without_addresses(report: Report) -> Report:
    """The report with every mail address masked: a group may be called by one ("Account owner")."""
    return replace(report, **{name: _masked(getattr(report, name)) for name in FROM_COLUMNS})


def _masked(part: Any) -> Any:
    if isinstance(part, str):
        return mask_names(part, ()) if "@" in part or "\uff20" in part else part
    if isinstance(part, tuple):
        return tuple(map(_masked, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(
            part, **{each.name: _masked(getattr(part, each.name)) for each in fields(part)}
        )
    return part
