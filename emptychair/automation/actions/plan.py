"""A task in the customer's success plan: ours, theirs, or a third party's, who is waited for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.automation.actions.spoken import spoken
from emptychair.automation.actions.task import field_problems, who_problems, who_words
from emptychair.automation.doing import Action, Costs, Doing, Names, register_action
from emptychair.automation.services.filling import field_values, filled
from emptychair.automation.services.plan_tasks import PlanTask, put_into_plan, withdraw_from_plan
from emptychair.automation.types import Did, Plain, Step, StepKind, StepState
from emptychair.kit.errors import NotFound
from emptychair.plans.queries.templates import template_with_key
from emptychair.plans.types import Side

USUAL_DAYS, LONGEST = 7, 730


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    given = step.settings
    parts = {
        "title": spoken(str(given.get("title", ""))),
        "who": _waited_for(given, names),
        "within": _within(days_of(given)),
    }
    return _("the success plan gets “%(title)s”: %(who)s, %(within)s") % parts


def _waited_for(given: Plain, names: Names) -> str:
    if given.get("side") == Side.CUSTOMER:
        return _("the customer is waited for")
    if given.get("side") == Side.THIRD:
        third = str(given.get("third_party", "")).strip() or _("a third party")
        return _("%(third)s is waited for") % {"third": third}
    return _("%(who)s does it") % {"who": who_words(str(given.get("who", "")), names)}


def _within(days: int) -> str:
    if not days:
        return _("on the same day")
    return ngettext("within %(days)s day", "within %(days)s days", days) % {"days": days}


def days_of(given: Plain) -> int:
    """In how many days it is due."""
    try:
        return max(0, min(int(given.get("days", USUAL_DAYS)), LONGEST))
    except (TypeError, ValueError):
        return USUAL_DAYS


def perform(doing: Doing) -> Did:
    """Put it there, in the language of the plan's customer where the words have fields."""
    given, run = doing.step.settings, doing.run
    language = doing.access.workspace.language
    values = field_values(doing.access, run.person, run.company, language=language, now=doing.now)
    task = PlanTask(
        title=filled(doing.access, str(given.get("title", "")), values),
        side=side_of(given),
        days=days_of(given),
        who=str(given.get("who", "")),
        third_party=str(given.get("third_party", "")),
        is_shown=bool(given.get("is_shown", True)),
        template=str(given.get("template", "")),
    )
    with in_language(language):
        return put_into_plan(doing.access, run, task, now=doing.now)


def side_of(given: Plain) -> str:
    """Whose task it is."""
    side = str(given.get("side", ""))
    return side if side in Side.values else Side.US.value


def undo(doing: Doing) -> Did:
    """Mark it as no longer needed while nobody worked on it."""
    result = doing.before.result if doing.before else {}
    with in_language(doing.access.workspace.language):
        gone = withdraw_from_plan(doing.access, result, now=doing.now)
    return Did(StepState.UNDONE.value) if gone else Did(StepState.STAYS.value, "plan_worked")


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    given = step.settings
    found = []
    if not str(given.get("title", "")).strip():
        found.append(_("The task has no title."))
    if side_of(given) == Side.US:
        found += who_problems(str(given.get("who", "")), names)
    if given.get("template") and not _is_there(access, str(given["template"])):
        found.append(_("The template of the plan is gone. Please choose another."))
    return found + field_problems(access, str(given.get("title", "")))


def _is_there(access: Access, key: str) -> bool:
    try:
        template_with_key(access, key)
    except NotFound:
        return False
    return True


def costs(given: Plain) -> Costs:
    """Minutes of work, where it is ours."""
    return Costs(minutes=int(given.get("minutes") or 0)) if side_of(given) == Side.US else Costs()


register_action(
    Action(
        kind=StepKind.PLAN.value,
        words=words,
        perform=perform,
        undo=undo,
        problems=problems,
        costs=costs,
    )
)
