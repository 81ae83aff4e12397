"""A survey to the customer, if the contact rule allows it."""

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.automation.actions.mail import ended_where_refused
from emptychair.automation.doing import Action, Costs, Doing, Names, register_action
from emptychair.automation.services.questions import ask_in_run, take_back_question
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import Did, Step, StepKind, StepState


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    name = names.surveys.get(str(step.settings.get("survey", "")), "")
    return _("ask “%(survey)s”") % {"survey": name or _("a survey that is gone")}


def perform(doing: Doing) -> Did:
    """Ask."""
    trigger = trigger_named(doing.definition.trigger)
    did = ask_in_run(
        doing.access,
        doing.run,
        int(doing.step.settings.get("survey") or 0),
        {
            "after_case": trigger is not None and trigger.after_case,
            "to_leavers": trigger is not None and trigger.asks_leavers,
        },
        key=doing.key,
        now=doing.now,
    )
    return ended_where_refused(did, doing.step)


def undo(doing: Doing) -> Did:
    """Cancel the invitation while it waits to leave."""
    invitation = int(doing.before.result.get("invitation") or 0) if doing.before else 0
    if take_back_question(doing.access, invitation):
        return Did(StepState.UNDONE.value)
    return Did(StepState.STAYS.value, "asked")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    del access
    if str(step.settings.get("survey", "")) in names.surveys:
        return []
    return [_("Choose a survey. One that does not run yet asks nobody.")]


register_action(
    Action(
        kind=StepKind.SURVEY.value,
        words=words,
        perform=perform,
        undo=undo,
        problems=problems,
        costs=lambda _settings: Costs(surveys=1),
    )
)
