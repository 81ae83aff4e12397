"""A playbook as a sentence, and the reasons of runs and steps, in the language of the moment."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.automation.doing import Names, action_of
from emptychair.automation.facts import run_facts
from emptychair.automation.rules.flow import depths
from emptychair.automation.types import (
    Clause,
    Conditions,
    Definition,
    Goal,
    Line,
    Reading,
    Step,
    StepKind,
)
from emptychair.customers.rules.segments import NEEDS_NO_VALUE
from emptychair.customers.timeline_words import register_timeline_code
from emptychair.kit.errors import ProductError

Parameters = Mapping[str, Any]


def operator_words(code: str) -> str:
    """How a field is compared: "is at least"."""
    return {
        "is": pgettext("condition", "is"),
        "is_not": pgettext("condition", "is not"),
        "contains": pgettext("condition", "contains"),
        "is_set": pgettext("condition", "is known"),
        "is_empty": pgettext("condition", "is not known"),
        "at_least": pgettext("condition", "at least"),
        "at_most": pgettext("condition", "at most"),
        "before": pgettext("condition", "before"),
        "after": pgettext("condition", "after"),
        "in_last_days": pgettext("condition", "in the last days"),
        "not_in_last_days": pgettext("condition", "not in the last days"),
        "done": pgettext("condition", "happened"),
        "not_done": pgettext("condition", "did not happen"),
        "yes": pgettext("condition", "yes"),
        "no": pgettext("condition", "no"),
    }.get(code, code)


def line_words(line: Line, names: Names) -> str:
    """One condition: "plan is Standard"."""
    of_run = run_facts().get(line.field)
    if of_run is not None:
        return str(of_run.no if line.operator == "no" else of_run.yes)
    field = names.fields.get(line.field)
    label = str(field.label) if field else _("a field that is gone")
    if line.operator in {"yes", "no"}:
        words = {"field": label}
        if line.operator == "yes":
            return pgettext("condition", "%(field)s") % words
        return pgettext("condition", "not: %(field)s") % words
    parts = {"field": label, "value": _value(line), "days": line.days or line.value}
    parts["operator"] = operator_words(line.operator)
    return _pattern(line.operator) % parts


def conditions_words(conditions: Conditions, names: Names) -> str:
    """All lines as one clause."""
    parts = [line_words(one, names) for one in conditions.lines]
    between = pgettext("conditions", " and ") if conditions.match == "all" else pgettext(
        "conditions", " or "
    )  # fmt: skip
    return between.join(parts)


def branch_words(conditions: Conditions, names: Names, side: str) -> str:
    """The way of a branch a step lies on: "if it still holds"."""
    if len(conditions.lines) == 1 and conditions.lines[0].field in run_facts():
        fact = run_facts()[conditions.lines[0].field]
        is_yes = (conditions.lines[0].operator != "no") == (side == "yes")
        return str(fact.yes if is_yes else fact.no)
    words = {"conditions": conditions_words(conditions, names)}
    if side == "yes":
        return _("if %(conditions)s") % words
    return _("if not: %(conditions)s") % words


def reading_of(definition: Definition, names: Names, when: str) -> Reading:
    """The whole playbook as it reads on one page."""
    clauses = tuple(_clauses(definition, names))
    conditions = tuple(line_words(one, names) for one in definition.conditions.lines)
    return Reading(
        when=when,
        conditions=conditions,
        clauses=clauses,
        rules=tuple(_rules(definition)),
        sentence=_sentence(definition, names, when, clauses),
    )


def reading_lines(reading: Reading) -> list[str]:
    """The playbook line by line, to lay two versions side by side."""
    lines = [_("When %(when)s") % {"when": reading.when}]
    lines += [
        pgettext("playbook", "and %(condition)s") % {"condition": one} for one in reading.conditions
    ]
    lines += [
        f"{'  ' * one.depth}{one.lead + ': ' if one.lead else ''}{one.words}"
        for one in reading.clauses
    ]
    return [*lines, *reading.rules]


def _sentence(definition: Definition, names: Names, when: str, clauses: tuple[Clause, ...]) -> str:
    if definition.conditions.lines:
        words = {"when": when, "conditions": conditions_words(definition.conditions, names)}
        lead = _("When %(when)s, and %(conditions)s") % words
    else:
        lead = _("When %(when)s") % {"when": when}
    steps = pgettext("steps", "; ").join(
        pgettext("step", "%(lead)s, %(step)s") % {"lead": one.lead, "step": one.words}
        if one.lead
        else one.words
        for one in clauses
        if one.step.kind != StepKind.BRANCH
    )
    if not steps:
        return _("%(lead)s, nothing happens yet.") % {"lead": lead}
    return _("%(lead)s, then: %(steps)s.") % {"lead": lead, "steps": steps}


def _clauses(definition: Definition, names: Names) -> Iterator[Clause]:
    deep = depths(definition.steps)
    branches = {one.id: one for one in definition.steps if one.kind == StepKind.BRANCH}
    for one in definition.steps:
        lead = ""
        if one.under in branches:
            lead = branch_words(conditions_of(branches[one.under]), names, one.side)
        yield Clause(one, action_of(one.kind).words(one, names), lead, deep[one.id])


def conditions_of(step: Step) -> Conditions:
    """What a branch asks."""
    from emptychair.automation.rules.definition import read_conditions

    try:
        return read_conditions(step.settings.get("conditions", {}))
    except ValueError:
        return Conditions()


def _rules(definition: Definition) -> Iterator[str]:
    if definition.again_days:
        said = ngettext(
            "At most once in %(days)s day for the same customer.",
            "At most once in %(days)s days for the same customer.",
            definition.again_days,
        )
        yield said % {"days": definition.again_days}
    else:
        yield _("Once for each customer.")
    yield _("At most %(count)s customers begin on one day; the rest on the next.") % {
        "count": definition.per_day
    }
    if definition.hold_out:
        words = {
            "share": definition.hold_out,
            "goal": Goal(definition.goal).label,
            "days": definition.goal_days,
        }
        yield _(
            "%(share)s of a hundred customers, drawn by chance, get nothing: so we know whether it "
            "helps. It helps if the customer %(goal)s within %(days)s days."
        ) % words  # fmt: skip
    if definition.inside_too:
        yield _("Those for whom it holds already begin when it goes live.")


def _value(line: Line) -> str:
    return "" if line.operator in NEEDS_NO_VALUE else line.value


def _pattern(operator: str) -> str:
    """How a condition is said; days are counted inside the sentence."""
    if operator == "in_last_days":
        return pgettext("condition", "%(field)s in the last %(value)s days")
    if operator == "not_in_last_days":
        return pgettext("condition", "%(field)s not in the last %(value)s days")
    if operator == "done":
        return pgettext("condition", "“%(value)s” happened in the last %(days)s days")
    if operator == "not_done":
        return pgettext("condition", "“%(value)s” did not happen in the last %(days)s days")
    if operator in {"is_set", "is_empty"}:
        return pgettext("condition", "%(field)s %(operator)s")
    return pgettext("condition", "%(field)s %(operator)s %(value)s")


def step_reason(code: str, parameters: Parameters) -> str:
    """Why a step was not done, or what cannot be taken back; empty for no reason."""
    if not code:
        return ""
    if code == "contact":
        from emptychair.messaging.reasons import reason_sentence

        return reason_sentence(str(parameters.get("code", "")), parameters.get("with", {}))
    if code == "error":
        return _error_words(str(parameters.get("code", "")))
    return str(_REASONS.get(code, lambda _p: code)(parameters))


def run_reason(code: str, parameters: Parameters | None = None) -> str:
    """Why a run ended or broke."""
    return step_reason(code, parameters or {})


def _error_words(code: str) -> str:
    found = {one.code: one.message for one in _all_errors(ProductError)}
    return str(found.get(code, _("The program refused it. Please look at it by hand.")))


def _all_errors(kind: type[ProductError]) -> Iterator[type[ProductError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_errors(one)


_REASONS: dict[str, Any] = {
    "nobody": lambda _p: _("Nobody is known at this customer who could be written to."),
    "no_text": lambda _p: _("Nothing was written in the language of this customer."),
    "other_way": lambda _p: _("The playbook went the other way."),
    "no_plan": lambda _p: _("No success plan is under way for this customer."),
    "plan_worked": lambda _p: _(
        "Somebody did or changed the task in the success plan, so it stays."
    ),
    "survey_gone": lambda _p: _("The survey is gone or does not run."),
    "asked_already": lambda _p: _("The customer was asked this already."),
    "nobody_told": lambda _p: _("There is nobody to tell: the colleague or team is gone."),
    "attribute_gone": lambda _p: _("The attribute is gone, or does not take this value."),
    "company_missing": lambda _p: _("The customer belongs to no company."),
    "sent": lambda _p: _("The mail is on its way or arrived; it cannot be taken back."),
    "asked": lambda _p: _("The survey was sent; the question cannot be taken back."),
    "told": lambda _p: _("The colleague was told; that cannot be taken back."),
    "case_worked": lambda _p: _("Somebody has worked on the task or closed it, so it stays."),
    "changed_since": lambda _p: _("Somebody changed the value since, so it stays."),
    "ended": lambda _p: _("The last step is done."),
    "stop_step": lambda _p: _("A step said so."),
    "by_hand": lambda p: _("%(name)s stopped it.") % {"name": p.get("name", "…")},
    "archived": lambda _p: _("The playbook was archived."),
    "customer_left": lambda _p: _("The customer has left."),
    "crashed": lambda _p: _(
        "A step failed again and again. See the jobs in the settings, then try it once more."
    ),
    "step_gone": lambda _p: _("This version knows a kind of step that the program no longer has."),
}


def register_words() -> None:
    """Say how entries of the timeline read."""
    register_timeline_code("automation.begun", lambda p: _("The playbook “%(playbook)s” began") % p)
    register_timeline_code(
        "automation.undone", lambda p: _("The playbook “%(playbook)s” was taken back") % p
    )
