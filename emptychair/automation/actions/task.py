"""A task for a colleague: a case of the customer."""

from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.automation.actions.spoken import spoken
from emptychair.automation.doing import Action, Costs, Doing, Names, register_action
from emptychair.automation.services.filling import field_values, filled, unknown_fields
from emptychair.automation.services.tasks import open_task, withdraw_task
from emptychair.automation.types import Did, Plain, Step, StepKind, StepState

USUAL_MINUTES = 15


def who_words(who: str, names: Names) -> str:
    """The colleague or team, in words."""
    kind, _sign, number = str(who).partition(":")
    if kind == "member":
        return names.members.get(number) or _("somebody who is gone")
    if kind == "team":
        return names.teams.get(number) or _("a team that is gone")
    return _("whoever looks after the customer")


def who_problems(who: str, names: Names) -> list[str]:
    """Whether somebody stands behind it."""
    kind, _sign, number = str(who).partition(":")
    gone = (kind == "member" and number not in names.members) or (
        kind == "team" and number not in names.teams
    )
    return [_("The colleague or team is gone. Please choose another.")] if gone else []


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    parts = {
        "who": who_words(str(step.settings.get("who", "")), names),
        "title": spoken(str(step.settings.get("title", ""))),
    }
    return _("%(who)s gets the task “%(title)s”") % parts


def perform(doing: Doing) -> Did:
    """Open the case."""
    given, run = doing.step.settings, doing.run
    language = doing.access.workspace.language
    values = field_values(doing.access, run.person, run.company, language=language, now=doing.now)
    with in_language(language):
        case = open_task(
            doing.access,
            run,
            title=filled(doing.access, str(given.get("title", "")), values),
            who=str(given.get("who", "")),
            urgency=str(given.get("urgency", "")),
            note=filled(doing.access, str(given.get("note", "")), values),
            now=doing.now,
        )
    return Did(StepState.DONE.value, result={"case": case.pk, "number": case.number})


def undo(doing: Doing) -> Did:
    """Withdraw it while nobody worked on it."""
    case = int(doing.before.result.get("case") or 0) if doing.before else 0
    with in_language(doing.access.workspace.language):
        gone = withdraw_task(doing.access, case, now=doing.now)
    return Did(StepState.UNDONE.value) if gone else Did(StepState.STAYS.value, "case_worked")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    title = str(step.settings.get("title", ""))
    found = who_problems(str(step.settings.get("who", "")), names)
    if not title.strip():
        found.append(_("The task has no title."))
    texts = f"{title} {step.settings.get('note', '')}"
    return found + field_problems(access, texts)


def field_problems(access: Access, text: str) -> list[str]:
    """Fields that do not exist."""
    return [
        _("There is no field {%(field)s}. See below which there are.") % {"field": one}
        for one in unknown_fields(access, text)
    ]


def costs(settings: Plain) -> Costs:
    """Minutes of work."""
    return Costs(minutes=int(settings.get("minutes", USUAL_MINUTES) or 0))


register_action(
    Action(
        kind=StepKind.TASK.value,
        words=words,
        perform=perform,
        undo=undo,
        problems=problems,
        costs=costs,
    )
)
