"""What we change because customers said so."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.kit.events import publish
from emptychair.kit.periods import local_day
from emptychair.loop.errors import InitiativeChanged, NoSuchColleague
from emptychair.loop.events import InitiativeCompleted
from emptychair.loop.models import Case, Initiative, InitiativeVoice
from emptychair.loop.rules.wording import words_of
from emptychair.loop.services.numbering import create_numbered
from emptychair.loop.types import InitiativeKind, InitiativeState

if TYPE_CHECKING:
    from emptychair.accounts.models import Team, User
    from emptychair.surveys.models import Response
    from emptychair.touchpoints.models import Touchpoint


class InitiativeFields(TypedDict, total=False):
    """What may be said about an initiative beside its title and kind."""

    state: str
    change: str
    hypothesis: str
    metric: str
    touchpoint: "Touchpoint | None"
    team: "Team | None"
    owner: "User | None"
    starts_on: date | None
    due_on: date | None
    completed_on: date | None
    result: str
    external_id: str


class InitiativeChanges(InitiativeFields, total=False):
    """What may be changed: the same, the title and the kind."""

    title: str
    kind: str


@transaction.atomic
def create_initiative(
    access: Access, *, title: str, kind: str, **fields: Unpack[InitiativeFields]
) -> Initiative:
    """A change we think of making, with the next number. It begins as an idea."""
    access.require(Permission.INITIATIVE_WRITE)
    plain: dict[str, Any] = {"state": InitiativeState.IDEA.value, **fields}
    _check_owner(access, plain.get("owner"))
    row = create_numbered(
        access, Initiative, title=words_of(title)[:200], kind=InitiativeKind(kind).value, **plain
    )
    after = {"number": row.number, "title": row.title, "kind": row.kind}
    record_audit(access, row, action="initiative.created", after=after)
    return row


@transaction.atomic
def change_initiative(
    access: Access,
    initiative: Initiative,
    *,
    seen: datetime | None = None,
    **changes: Unpack[InitiativeChanges],
) -> Initiative:
    """Set what is given. Raises `InitiativeChanged` when somebody was quicker than `seen`."""
    row = locked_initiative(access, initiative)
    if seen is not None and row.changed_at != seen:
        raise InitiativeChanged
    plain: dict[str, Any] = dict(changes)
    if "title" in plain:
        plain["title"] = words_of(plain["title"])[:200]
    _check_owner(access, plain.get("owner"))
    before = {name: _plain(getattr(row, name)) for name in plain}
    after = {name: _plain(value) for name, value in plain.items()}
    if before == after:
        return row
    for name, value in plain.items():
        setattr(row, name, value)
    row.save()
    record_audit(access, row, action="initiative.changed", before=before, after=after)
    return row


@transaction.atomic
def move_initiative(
    access: Access, initiative: Initiative, *, state: str, now: datetime
) -> Initiative:
    """Another state. Done is reached through `complete_initiative`, also from here."""
    target = InitiativeState(state)
    if target is InitiativeState.DONE:
        return complete_initiative(access, initiative, now=now)
    changes: InitiativeChanges = {"state": target.value, "completed_on": None}
    if target is InitiativeState.DOING and initiative.starts_on is None:
        changes["starts_on"] = local_day(now, access.workspace.zone)
    return change_initiative(access, initiative, **changes)


@transaction.atomic
def complete_initiative(
    access: Access,
    initiative: Initiative,
    *,
    result: str | None = None,
    now: datetime,
    completed_on: date | None = None,
) -> Initiative:
    """The change is there. Those who asked for it can be told now; a second call changes nothing.

    A result of None keeps the words that are there.
    """
    row = locked_initiative(access, initiative)
    if row.state == InitiativeState.DONE:
        return row
    changes: InitiativeChanges = {
        "state": InitiativeState.DONE.value,
        "completed_on": completed_on or local_day(now, access.workspace.zone),
    }
    if result is not None:
        changes["result"] = result.strip()
    row = change_initiative(access, row, **changes)
    publish(InitiativeCompleted(workspace_id=access.workspace.pk, initiative_id=row.pk))
    return row


@transaction.atomic
def link_voice(
    access: Access,
    initiative: Initiative,
    *,
    response: "Response | None" = None,
    case: Case | None = None,
) -> tuple[InitiativeVoice, bool]:
    """An answer or a case that asked for this change, once; and whether it is new."""
    row = locked_initiative(access, initiative)
    asked = response or case
    if asked is None or asked.workspace_id != access.workspace.pk:
        raise NotFound
    voice, new = InitiativeVoice.objects.get_or_create(
        workspace=access.workspace,
        initiative=row,
        response=response,
        case=case,
        defaults={"person": asked.person},
    )
    if new:
        after = {"response": response.pk if response else None, "case": case.pk if case else None}
        record_audit(access, row, action="initiative.voice_linked", after=after)
    return voice, new


@transaction.atomic
def unlink_voice(access: Access, initiative: Initiative, *, voice_id: int) -> None:
    """Take a voice away again. Who was told stays on the list of those who were."""
    row = locked_initiative(access, initiative)
    voice = row.voices.filter(pk=voice_id, told=None).first()
    if voice is None:
        raise NotFound
    before = {"response": voice.response_id, "case": voice.case_id}
    voice.delete()
    record_audit(access, row, action="initiative.voice_unlinked", before=before)


def locked_initiative(access: Access, initiative: Initiative) -> Initiative:
    """The row as it is now, locked for a change. Raises `Refused`, `NotFound`."""
    access.require(Permission.INITIATIVE_WRITE)
    rows = Initiative.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.filter(pk=initiative.pk).first()
    if row is None:
        raise NotFound
    return row


def _check_owner(access: Access, owner: "User | None") -> None:
    if owner and not Membership.objects.visible_to(access).filter(user=owner).exists():
        raise NoSuchColleague


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if hasattr(value, "pk") else value
