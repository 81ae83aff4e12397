"""Making and changing playbooks: a draft is worked on, what goes live is a numbered version."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.automation.errors import NeedsAName, NotReady, WrongState
from emptychair.automation.models import Inside, Playbook, PlaybookVersion, Run
from emptychair.automation.queries.advice import advice_of
from emptychair.automation.queries.playbooks import draft_of, problems_of
from emptychair.automation.rules.definition import plain_definition
from emptychair.automation.types import UNDER_WAY, Definition, PlaybookState, RunState
from emptychair.jobs import enqueue
from emptychair.kit.errors import NotFound

if TYPE_CHECKING:
    from emptychair.accounts.models import User


def create_playbook(
    access: Access,
    *,
    name: str,
    definition: Definition,
    purpose: str = "",
    starter: str = "",
    owner_id: int | None = None,
) -> Playbook:
    """A new draft. It does nothing before it goes live."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = Playbook.objects.create(
            workspace=access.workspace,
            name=name.strip()[:120],
            purpose=purpose.strip()[:300],
            owner_id=owner_id or access.user_id,
            draft=plain_definition(definition),
            starter=starter,
            seed=secrets.token_hex(8),
        )
        record_audit(access, row, action="playbook.made", after={"name": row.name})
    return row


def change_draft(access: Access, playbook: Playbook, definition: Definition) -> Playbook:
    """Change what is worked on. What acts stays as it is until the change goes live."""
    access.require(Permission.CUSTOMER_WRITE)
    plain = plain_definition(definition)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        if row.draft != plain:
            row.draft = plain
            row.save(update_fields=["draft", "changed_at"])
            record_audit(access, row, action="playbook.changed", after={"name": row.name})
    return row


def rename_playbook(
    access: Access, playbook: Playbook, *, name: str, purpose: str, owner: "User | None"
) -> Playbook:
    """Its name, what it is for, and who answers for it."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        before = {"name": row.name, "purpose": row.purpose, "owner": row.owner_id}
        row.name, row.purpose = name.strip()[:120], purpose.strip()[:300]
        row.owner_id = owner.pk if owner is not None else None
        row.save(update_fields=["name", "purpose", "owner", "changed_at"])
        after = {"name": row.name, "purpose": row.purpose, "owner": row.owner_id}
        record_audit(access, row, action="playbook.renamed", before=before, after=after)
    return row


def go_live(
    access: Access, playbook: Playbook, *, now: datetime, name: str = "", reason: str = ""
) -> Playbook:
    """Have the draft act from now on, as a new version; runs that began stay on theirs.

    Raises `NotReady`, and `NeedsAName` where the fit gate advises against it and nobody gives name
    and reason.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    definition = draft_of(access, playbook)
    if problems_of(access, definition):
        raise NotReady
    advice = advice_of(access)
    if not advice.may_scale and not (name.strip() and reason.strip()):
        raise NeedsAName
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        before = row.version
        row.version = _version(access, row, now)
        _begin_to_look(access, row, before, now)
        row.state, row.paused_with = PlaybookState.LIVE.value, ""
        if not advice.may_scale:
            row.overruled = _overruled(name, reason, now, advice.words)
        row.save()
        after = {"version": row.version.number, "overruled": row.overruled.get("name", "")}
        record_audit(access, row, action="playbook.went_live", after=after)
        enqueue("automation.look_at_playbook", workspace_id=row.workspace_id, playbook_id=row.pk)
    return row


def pause_playbook(access: Access, playbook: Playbook, *, together: str = "") -> Playbook:
    """Nothing begins and nothing goes on. `together` names all that were paused at once."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        if row.state != PlaybookState.LIVE:
            raise WrongState
        row.state, row.paused_with = PlaybookState.PAUSED.value, together
        row.save(update_fields=["state", "paused_with", "changed_at"])
        record_audit(access, row, action="playbook.paused")
    return row


def resume_playbook(access: Access, playbook: Playbook, *, now: datetime) -> Playbook:
    """Go on: what came meanwhile is made up, as far as it is not too old."""
    access.require(Permission.PROGRAMME_MANAGE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        if row.state != PlaybookState.PAUSED or row.version is None:
            raise WrongState
        row.state, row.paused_with = PlaybookState.LIVE.value, ""
        row.save(update_fields=["state", "paused_with", "changed_at"])
        record_audit(access, row, action="playbook.resumed")
        enqueue("automation.look_at_playbook", workspace_id=row.workspace_id, playbook_id=row.pk)
        enqueue("automation.wake_runs", workspace_id=row.workspace_id, playbook_id=row.pk)
    del now
    return row


def pause_all(access: Access, *, now: datetime) -> tuple[str, int]:
    """Pause everything that acts: the word by which it is resumed together, and how many."""
    access.require(Permission.CUSTOMER_WRITE)
    together = f"all-{now:%Y%m%d%H%M%S%f}"
    live = Playbook.objects.visible_to(access).filter(state=PlaybookState.LIVE).order_by("pk")
    rows = [pause_playbook(access, one, together=together) for one in live]
    return together, len(rows)


def resume_all(access: Access, together: str, *, now: datetime) -> int:
    """Resume what was paused together; how many."""
    access.require(Permission.PROGRAMME_MANAGE)
    rows = Playbook.objects.visible_to(access).filter(
        state=PlaybookState.PAUSED, paused_with=together
    )
    return len([resume_playbook(access, one, now=now) for one in rows.order_by("pk") if together])


def archive_playbook(access: Access, playbook: Playbook, *, now: datetime) -> Playbook:
    """Take it off the list; what is under way stops where it stands."""
    access.require(Permission.PROGRAMME_MANAGE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        row.state = PlaybookState.ARCHIVED.value
        row.save(update_fields=["state", "changed_at"])
        runs = Run.objects.visible_to(access).filter(playbook=row, state__in=UNDER_WAY)
        stopped = runs.update(
            state=RunState.STOPPED, reason="archived", ended_at=now, wake_at=None, awaits=""
        )
        record_audit(access, row, action="playbook.archived", after={"runs": stopped})
    return row


def restore_playbook(access: Access, playbook: Playbook) -> Playbook:
    """Bring it back, as a draft."""
    access.require(Permission.PROGRAMME_MANAGE)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        if row.state != PlaybookState.ARCHIVED:
            raise WrongState
        row.state = PlaybookState.PAUSED.value if row.version_id else PlaybookState.DRAFT.value
        row.save(update_fields=["state", "changed_at"])
        record_audit(access, row, action="playbook.restored")
    return row


def locked_playbook(access: Access, playbook_id: int) -> Playbook:
    """The row as it is now, locked: whatever begins or ends at a playbook stands in a line."""
    rows = Playbook.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("version").filter(pk=playbook_id).first()
    if row is None or access.assigned_only:
        raise NotFound
    return row


def _version(access: Access, row: Playbook, now: datetime) -> PlaybookVersion:
    if row.version is not None and row.version.definition == row.draft:
        return row.version
    last = (
        PlaybookVersion.objects.visible_to(access).filter(playbook=row).order_by("-number").first()
    )
    return PlaybookVersion.objects.create(
        workspace=access.workspace,
        playbook=row,
        number=last.number + 1 if last else 1,
        definition=row.draft,
        made_at=now,
        made_by_id=access.user_id,
    )


def _begin_to_look(
    access: Access, row: Playbook, before: PlaybookVersion | None, now: datetime
) -> None:
    """From now on; with another trigger who is inside is found out anew."""
    same = before is not None and all(
        before.definition.get(name) == row.draft.get(name) for name in ("trigger", "parameters")
    )
    if same and row.state == PlaybookState.LIVE:
        return
    row.went_live_at = row.looked_until = now
    row.looked_on = None
    Inside.objects.visible_to(access).filter(playbook=row).delete()


def _overruled(name: str, reason: str, now: datetime, advice: str) -> dict[str, str]:
    return {
        "name": name.strip()[:120],
        "reason": reason.strip()[:500],
        "at": now.isoformat(),
        "advice": advice,
    }
