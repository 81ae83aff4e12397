"""The run ends here."""

from django.utils.translation import gettext as _

from emptychair.automation.doing import Action, Doing, Names, register_action
from emptychair.automation.types import Did, Step, StepKind, StepState


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    del step, names
    return _("stop here")


def perform(doing: Doing) -> Did:
    """End."""
    del doing
    return Did(StepState.DONE.value, ends=True)


register_action(Action(kind=StepKind.STOP.value, words=words, perform=perform))
