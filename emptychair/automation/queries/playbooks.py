"""Playbooks: the list, one of them, its versions, and what is missing before it can act."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.doing import Names, action_of
from emptychair.automation.errors import DefinitionNotUnderstood
from emptychair.automation.models import Playbook, PlaybookVersion, Run
from emptychair.automation.queries.judging import wrong_lines
from emptychair.automation.queries.names import names_of
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.triggers import Parameter, trigger_named
from emptychair.automation.types import (
    UNDER_WAY,
    Definition,
    PlaybookRow,
    PlaybookState,
    Problem,
    Reading,
    RunState,
)
from emptychair.automation.words import line_words, reading_of
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.kit.prepared import Prepared

RECENT = timedelta(days=90)


def playbooks_of(access: Access) -> QuerySet[Playbook]:
    """All that exist for this access; a partner, who sees only what is assigned, sees none."""
    access.require(Permission.CUSTOMER_READ)
    rows = Playbook.objects.visible_to(access).select_related("owner", "version")
    return rows.none() if access.assigned_only else rows


def playbook_with_id(access: Access, playbook_id: int) -> Playbook:
    """One playbook. Raises `NotFound`."""
    found = playbooks_of(access).filter(pk=playbook_id).first()
    if found is None:
        raise NotFound
    return found


def live_playbooks(access: Access) -> list[Playbook]:
    """Those that act now."""
    return list(playbooks_of(access).filter(state=PlaybookState.LIVE).order_by("name", "pk"))


def draft_of(access: Access, playbook: Playbook) -> Definition:
    """What is worked on. Raises `DefinitionNotUnderstood`."""
    del access
    return _read(playbook.draft)


def definition_of(access: Access, version: PlaybookVersion) -> Definition:
    """What a version does. Raises `DefinitionNotUnderstood`."""
    del access
    return _read(version.definition)


def has_changes(access: Access, playbook: Playbook) -> bool:
    """Whether the draft differs from what acts."""
    del access
    return playbook.version is not None and playbook.version.definition != playbook.draft


def reading_for(access: Access, definition: Definition, names: Names | None = None) -> Reading:
    """A definition as it reads."""
    trigger = trigger_named(definition.trigger)
    when = (
        trigger.words(access, trigger.parameters_of(definition.parameters))
        if trigger
        else _("something happens that the program no longer knows")
    )
    return reading_of(definition, names or names_of(access), when)


def problems_of(
    access: Access, definition: Definition, names: Names | None = None
) -> list[Problem]:
    """What is missing before it can go live, in words."""
    names = names or names_of(access)
    found = [Problem(words) for words in _trigger_problems(access, definition)]
    found += [
        Problem(_("This condition is not whole: %(line)s") % {"line": line_words(one, names)})
        for one in wrong_lines(access, definition.conditions)
    ]
    if not definition.steps:
        found.append(Problem(_("There is no step yet.")))
    for step in definition.steps:
        said = action_of(step.kind).problems(access, step, names)
        found += [Problem(words, step.id) for words in said]
    return found


def playbook_rows(access: Access, playbooks: list[Playbook], *, names: Names) -> list[PlaybookRow]:
    """A page of the list with counts of runs; one query besides."""
    counts = _counts(access, [one.pk for one in playbooks])
    return [_row(access, one, counts.get(one.pk, {}), names) for one in playbooks]


def versions_of(access: Access, playbook: Playbook) -> list[PlaybookVersion]:
    """Its versions, the newest first."""
    rows = PlaybookVersion.objects.visible_to(access).filter(playbook=playbook)
    return list(rows.select_related("made_by").order_by("-number"))


_LIVE = Prepared(
    lambda workspaces: Playbook.objects.filter(
        state=PlaybookState.LIVE, workspace_id__in=workspaces
    ).values_list("workspace_id", "version__definition"),
    workspaces=list[int],
)
_AWAITED = Prepared(
    lambda workspaces: (
        Run.objects.filter(
            workspace_id__in=workspaces, state=RunState.WAITING, awaits__startswith="event:"
        )
        .values_list("workspace_id", "awaits")
        .distinct()
    ),
    workspaces=list[int],
)


def waits_for_event(access: Access, workspace_ids: set[int]) -> set[tuple[int, str]]:
    """What of customers' events these workspaces wait for: a live trigger, or a run."""
    del access
    found = set()
    for workspace, version in _LIVE.rows(workspaces=list(workspace_ids)):
        plain = version or {}
        if plain.get("trigger") == "event":
            found.add((workspace, str(plain.get("parameters", {}).get("name", ""))))
    waiting = _AWAITED.rows(workspaces=list(workspace_ids))
    return found | {(workspace, awaits[6:]) for workspace, awaits in waiting}


def workspaces_waiting_for(
    access: Access, workspace_ids: set[int], *, trigger: str, awaits: str
) -> set[int]:
    """Which of these have a live playbook with this trigger, or a run that awaits so."""
    del access
    live = Playbook.objects.filter(state=PlaybookState.LIVE, workspace_id__in=workspace_ids)
    found = {
        workspace
        for workspace, plain in live.values_list("workspace_id", "version__definition")
        if (plain or {}).get("trigger") == trigger
    }
    runs = Run.objects.filter(workspace_id__in=workspace_ids, awaits=awaits)
    return found | set(runs.values_list("workspace_id", flat=True).distinct())


def _read(plain: Mapping[str, object]) -> Definition:
    try:
        return read_definition(plain)
    except ValueError as error:
        raise DefinitionNotUnderstood(problem=str(error)) from error


def _trigger_problems(access: Access, definition: Definition) -> list[str]:
    trigger = trigger_named(definition.trigger)
    if trigger is None:
        return [_("Choose what starts it.")]
    given = trigger.parameters_of(definition.parameters)
    found = []
    for one in trigger.parameters:
        value = given[one.name].strip()
        if one.needed and not value:
            found.append(_("What starts it lacks: %(name)s") % {"name": one.label})
        elif value and one.kind == "choice" and not _is_among(access, one, value):
            found.append(_("What starts it points at something that is gone."))
    said = trigger.problem(given) if trigger.problem else ""
    return [*found, said] if said else found


def _is_among(access: Access, one: Parameter, value: str) -> bool:
    return one.choices is None or value in {code for code, _words in one.choices(access)}


def _counts(access: Access, ids: list[int]) -> dict[int, dict[str, int]]:
    rows = Run.objects.visible_to(access).filter(playbook__in=ids)
    counted = rows.values("playbook").annotate(
        runs=Count("pk", filter=Q(is_held_out=False)),
        under_way=Count("pk", filter=Q(state__in=UNDER_WAY)),
        broken=Count("pk", filter=Q(state=RunState.BROKEN)),
    )
    return {row["playbook"]: row for row in counted}


def _row(access: Access, one: Playbook, counts: Mapping[str, int], names: Names) -> PlaybookRow:
    try:
        sentence = reading_for(access, _read(one.draft), names).sentence
    except DefinitionNotUnderstood as problem:
        sentence = str(problem)
    live_at = one.went_live_at
    return PlaybookRow(
        id=one.pk,
        name=one.name,
        state=one.state,
        owner=str(one.owner or ""),
        sentence=sentence,
        runs=counts.get("runs", 0),
        under_way=counts.get("under_way", 0),
        broken=counts.get("broken", 0),
        version=one.version.number if one.version else 0,
        went_live_on=local_day(live_at, access.workspace.zone) if live_at else None,
        has_changes=has_changes(access, one),
    )
