"""Noting something on the customer; a segment that asks about it has them in it then."""

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.automation.doing import Action, Doing, Names, register_action
from emptychair.automation.services.noting import note_attribute, put_back_attribute
from emptychair.automation.types import Did, Step, StepKind, StepState


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    key = str(step.settings.get("key", ""))
    parts = {
        "field": names.attributes.get(key) or _("a field that is gone"),
        "value": str(step.settings.get("value", "")),
    }
    return _("note on the customer: %(field)s = %(value)s") % parts


def perform(doing: Doing) -> Did:
    """Note it."""
    given = doing.step.settings
    key, value = str(given.get("key", "")), str(given.get("value", ""))
    return note_attribute(doing.access, doing.run, key=key, value=value)


def undo(doing: Doing) -> Did:
    """Put back what stood there."""
    if doing.before is None or put_back_attribute(doing.access, doing.before.result):
        return Did(StepState.UNDONE.value)
    return Did(StepState.STAYS.value, "changed_since")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    del access
    if str(step.settings.get("key", "")) not in names.attributes:
        return [_("Choose what is noted. Attributes are made on the page of customers.")]
    return []


register_action(
    Action(
        kind=StepKind.ATTRIBUTE.value, words=words, perform=perform, undo=undo, problems=problems
    )
)
