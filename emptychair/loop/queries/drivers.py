"""Which initiatives were begun because of a driver of a score."""

from emptychair.accounts.access import Access
from emptychair.loop.models import Initiative
from emptychair.loop.types import InitiativeState

PREFIX = "driver:"  # of their external id: "driver:SURVEY:DRIVER"


def initiatives_by_driver(access: Access, survey_id: int) -> dict[str, int]:
    """By driver of a survey the number of its newest initiative that was not given up."""
    begun = f"{PREFIX}{survey_id}:"
    rows = Initiative.objects.visible_to(access).filter(external_id__startswith=begun)
    found = rows.exclude(state=InitiativeState.DROPPED).order_by("number")
    named = found.values_list("external_id", "number")
    return {external_id.removeprefix(begun): number for external_id, number in named}
