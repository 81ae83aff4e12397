"""The guard looks, warns, and a person decides."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.events import publish
from emptychair.loop.services.initiatives import InitiativeFields, create_initiative
from emptychair.loop.types import InitiativeKind
from emptychair.metrics.figures import Comparison
from emptychair.scorecard.errors import AlreadyDecided, ReasonNeeded
from emptychair.scorecard.events import GuardDecided, GuardWarned
from emptychair.scorecard.models import GuardWarning
from emptychair.scorecard.queries.rows import row_settings
from emptychair.scorecard.queries.warnings import overlapping
from emptychair.scorecard.rules.guard import Movement, Pair, warnings_among
from emptychair.scorecard.rules.periods import months_in, windows_for
from emptychair.scorecard.rules.verdicts import too_few
from emptychair.scorecard.types import RowSetting, WarningState, Windows

if TYPE_CHECKING:
    from emptychair.loop.models import Initiative

MONTHS = "3"  # of three whole months against the three before
Found = dict[str, tuple[RowSetting, Comparison]]


def look_for_warnings(access: Access, *, today: date, now: datetime) -> list[GuardWarning]:
    """Hold every short-term number against every customer number; new warnings only.

    The same months give the same warnings, however often one looks; months that overlap with those
    of a warning that is there do not warn of the same pair again.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    windows = windows_for(
        MONTHS, "before", today=today, first_month=access.workspace.fiscal_year_start
    )
    found = _movements(access, windows)
    pairs = warnings_among([_movement(row, seen) for row, seen in found.values()])
    return [
        made for pair in pairs if (made := _warn(access, pair, found, windows, now=now)) is not None
    ]


@transaction.atomic
def decide_warning(
    access: Access, warning: GuardWarning, *, state: WarningState, reason: str, now: datetime
) -> GuardWarning:
    """Accepted, or no warning at all; both with a reason.

    Raises `ReasonNeeded` and `AlreadyDecided`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if not reason.strip():
        raise ReasonNeeded
    return _decide(access, warning, state, reason.strip(), now)


@transaction.atomic
def act_on_warning(
    access: Access,
    warning: GuardWarning,
    *,
    title: str,
    reason: str,
    now: datetime,
    **whose: Unpack[InitiativeFields],
) -> "Initiative":
    """An improvement that puts it right; `whose` says who does it, and until when.

    Raises `AlreadyDecided`, `NoSuchColleague`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    side = warning.facts["customer"]
    fields: InitiativeFields = {
        "hypothesis": reason,
        "metric": side.get("metric") or "nps",
        **whose,
    }
    kind = InitiativeKind.PRODUCT.value
    made = create_initiative(access, title=title, kind=kind, **fields)
    row = _decide(access, warning, WarningState.ACTING, reason.strip(), now)
    row.initiative = made
    row.save(update_fields=["initiative", "changed_at"])
    return made


@transaction.atomic
def reopen_warning(access: Access, warning: GuardWarning) -> GuardWarning:
    """Take the decision back."""
    access.require(Permission.PROGRAMME_MANAGE)
    before = {"state": warning.state, "reason": warning.reason}
    warning.state, warning.reason = WarningState.OPEN.value, ""
    warning.decided_by_id, warning.decided_at = None, None
    warning.save()
    record_audit(access, warning, action="guard.reopened", before=before)
    return warning


def _decide(
    access: Access, warning: GuardWarning, state: WarningState, reason: str, now: datetime
) -> GuardWarning:
    row = GuardWarning.objects.visible_to(access).select_for_update().get(pk=warning.pk)
    if row.state != WarningState.OPEN:
        raise AlreadyDecided
    row.state, row.reason, row.decided_at = state.value, reason, now
    row.decided_by_id = access.user_id
    row.save()
    record_audit(
        access, row, action="guard.decided", after={"state": row.state, "reason": row.reason}
    )
    publish(GuardDecided(workspace_id=access.workspace.pk, warning_id=row.pk, state=row.state))
    return row


def _movements(access: Access, windows: Windows) -> Found:
    """Every row that can be held against others over these windows."""
    return {
        row.figure.key: (row, row.figure.compare(access, windows.before, windows.after))
        for row in row_settings(access)
        if row.figure.span <= months_in(windows.after)
    }


def _movement(row: RowSetting, seen: Comparison) -> Movement:
    figure = row.figure
    change = None if too_few(figure, seen) else seen.change
    return Movement(
        figure.key, figure.group.value, row.horizon, figure.better, change, figure.is_outcome
    )


@transaction.atomic
def _warn(
    access: Access, pair: Pair, found: Found, windows: Windows, *, now: datetime
) -> GuardWarning | None:
    keys = (pair.quick.key, pair.customer.key)
    if overlapping(access, *keys, windows.after.first, windows.after.end):
        return None
    made, is_new = GuardWarning.objects.get_or_create(
        workspace=access.workspace,
        quick_key=keys[0],
        customer_key=keys[1],
        first=windows.after.first,
        end=windows.after.end,
        defaults={
            "before_first": windows.before.first,
            "before_end": windows.before.end,
            "facts": {
                "quick": _facts(*found[keys[0]]),
                "customer": _facts(*found[keys[1]]),
            },
            "q": pair.q,
            "raised_at": now,
        },
    )
    if not is_new:
        return None
    after = {"quick": keys[0], "customer": keys[1], "first": windows.after.first.isoformat()}
    record_audit(access, made, action="guard.warned", after=after)
    publish(GuardWarned(workspace_id=access.workspace.pk, warning_id=made.pk))
    return made


def _facts(row: RowSetting, seen: Comparison) -> dict[str, Any]:
    figure, change = row.figure, seen.change
    if change is None:
        raise ValueError(f"{figure.key} has no change to warn of.")
    return {
        "label": str(figure.label),
        "unit": figure.unit.value,
        "before": seen.before.value,
        "after": seen.after.value,
        "change": change.estimate,
        "low": change.low,
        "high": change.high,
        "team_id": row.team_id,
        "owner_id": row.owner_id,
        "leads_to": figure.leads_to,
        "metric": figure.metric,
        "outside_id": figure.outside_id,
    }
