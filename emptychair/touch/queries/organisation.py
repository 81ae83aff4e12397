"""Designs of the organisation, version by version."""

from collections.abc import Iterable

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.touch.design_reading import as_design
from emptychair.touch.design_types import Design, DesignState
from emptychair.touch.models import OrgDesign


def designs_of(access: Access) -> list[Design]:
    """The newest version of each design, those being measured first."""
    newest: dict[int, Design] = {}
    for one in _designs(access):
        newest.setdefault(one.series, one)
    return sorted(newest.values(), key=lambda one: (one.state != DesignState.LIVE, one.series))


def live_designs(access: Access) -> list[Design]:
    """Those that are measured."""
    return [one for one in _designs(access) if one.state == DesignState.LIVE]


def versions_of(access: Access, series: int) -> list[Design]:
    """All versions of a design, newest first. Raises `NotFound`."""
    found = [one for one in _designs(access) if one.series == series]
    if not found:
        raise NotFound
    return found


def design_with_id(access: Access, design_id: int) -> Design:
    """One version. Raises `NotFound`."""
    return as_design(design_row(access, design_id))


def design_row(access: Access, design_id: int) -> OrgDesign:
    """The stored version. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = OrgDesign.objects.visible_to(access).select_related("owner")
    row = rows.filter(pk=design_id).first()
    if row is None:
        raise NotFound
    return row


def _designs(access: Access) -> Iterable[Design]:
    access.require(Permission.CUSTOMER_READ)
    rows = OrgDesign.objects.visible_to(access).select_related("owner")
    return [as_design(row) for row in rows.order_by("series", "-version")]
