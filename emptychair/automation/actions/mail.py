"""A mail to the customer, in their language, if the contact rule allows it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.automation.actions.spoken import spoken
from emptychair.automation.actions.task import field_problems
from emptychair.automation.doing import Action, Costs, Doing, Names, register_action
from emptychair.automation.services.mails import Wish, letter_for, plan_letter, take_back_letter
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import Did, Step, StepKind, StepState

PARTS = ("subject_ja", "text_ja", "subject_en", "text_en")


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    del names
    given = step.settings
    subject = str(given.get("subject_ja", "")) or str(given.get("subject_en", ""))
    own = str(given.get(f"subject_{(get_language() or 'en')[:2]}", "")) or subject
    said = _("mail “%(subject)s” to the customer") % {"subject": spoken(own)}
    if given.get("if_refused") == "stop":
        said += _(" (if the contact rule says no, stop)")
    return said


def perform(doing: Doing) -> Did:
    """Plan it."""
    trigger = trigger_named(doing.definition.trigger)
    wish = Wish(
        key=doing.key,
        after_case=trigger is not None and trigger.after_case,
        to_leavers=trigger is not None and trigger.asks_leavers,
    )
    did = plan_letter(doing.access, doing.run, doing.step.settings, wish, now=doing.now)
    return ended_where_refused(did, doing.step)


def ended_where_refused(did: Did, step: Step) -> Did:
    """The run ends where a refused message says so."""
    if did.state != StepState.REFUSED or step.settings.get("if_refused") != "stop":
        return did
    return Did(did.state, did.reason, did.parameters, did.result, ends=True)


def undo(doing: Doing) -> Did:
    """Cancel it while it waits to leave."""
    message = int(doing.before.result.get("message") or 0) if doing.before else 0
    if take_back_letter(doing.access, message):
        return Did(StepState.UNDONE.value)
    return Did(StepState.STAYS.value, "sent")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    del names
    found = field_problems(access, " ".join(str(step.settings.get(part, "")) for part in PARTS))
    if not any(letter_for(access, step.settings, language) for language in ("ja", "en")):
        found.append(_("The mail has no subject or no text."))
    elif letter_for(access, step.settings, access.workspace.language) is None:
        found.append(_("The mail is not written in the language of this workspace."))
    return found


register_action(
    Action(
        kind=StepKind.MAIL.value,
        words=words,
        perform=perform,
        undo=undo,
        problems=problems,
        costs=lambda _settings: Costs(mails=1),
    )
)
