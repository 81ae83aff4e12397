"""Writing the audit trail."""

from typing import Any

from django.db.models import Model

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry


def record_audit(
    access: Access,
    subject: Model,
    *,
    action: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note that `access` did `action` to `subject`; call it in the transaction of the change.

    `before` and `after` hold plain values of what changed, never secrets.
    """
    return AuditEntry.objects.create(
        workspace=access.workspace,
        actor_kind=access.actor.kind.value,
        actor_id=access.actor.id,
        actor_label=access.actor.label[:200],
        action=action,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django's public name for it
        subject_id=subject.pk,
        before=before or {},
        after=after or {},
    )
