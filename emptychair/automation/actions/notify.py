"""Telling a colleague or a team."""

from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.automation.actions.spoken import spoken
from emptychair.automation.actions.task import field_problems, who_problems, who_words
from emptychair.automation.doing import Action, Doing, Names, register_action
from emptychair.automation.services.filling import field_values, filled
from emptychair.automation.services.mails import take_back_letter
from emptychair.automation.services.telling import tell_colleague
from emptychair.automation.types import Did, Step, StepKind, StepState


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    parts = {
        "who": who_words(str(step.settings.get("who", "")), names),
        "text": spoken(str(step.settings.get("text", ""))).rstrip(".。"),
    }
    return _("tell %(who)s: “%(text)s”") % parts


def perform(doing: Doing) -> Did:
    """Tell."""
    given, run, language = doing.step.settings, doing.run, doing.access.workspace.language
    values = field_values(doing.access, run.person, run.company, language=language, now=doing.now)
    with in_language(language):
        text = filled(doing.access, str(given.get("text", "")), values)
    who = str(given.get("who", ""))
    return tell_colleague(doing.access, run, who=who, text=text, key=doing.key, now=doing.now)


def undo(doing: Doing) -> Did:
    """The row on Today vanishes; a mail that left stays."""
    message = int(doing.before.result.get("message") or 0) if doing.before else 0
    if not message or take_back_letter(doing.access, message):
        return Did(StepState.UNDONE.value)
    return Did(StepState.STAYS.value, "told")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    text = str(step.settings.get("text", ""))
    found = who_problems(str(step.settings.get("who", "")), names)
    if not text.strip():
        found.append(_("There is nothing to tell yet."))
    return found + field_problems(access, text)


register_action(
    Action(kind=StepKind.NOTIFY.value, words=words, perform=perform, undo=undo, problems=problems)
)
