"""If … then: which way the steps below it go."""

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.automation.doing import Action, Doing, Names, register_action
from emptychair.automation.queries.judging import decide, wrong_lines
from emptychair.automation.types import Did, Step, StepKind, StepState
from emptychair.automation.words import branch_words, conditions_of


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    return branch_words(conditions_of(step), names, "yes")


def perform(doing: Doing) -> Did:
    """Decide."""
    is_yes = decide(doing.access, doing.run, conditions_of(doing.step), now=doing.now)
    return Did(StepState.DONE.value, result={"way": "yes" if is_yes else "no"})


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    del names
    conditions = conditions_of(step)
    if not conditions.lines:
        return [_("Say what decides.")]
    wrong = wrong_lines(access, conditions)
    return [_("What decides is not whole, or asks about something that is gone.")] if wrong else []


register_action(Action(kind=StepKind.BRANCH.value, words=words, perform=perform, problems=problems))
