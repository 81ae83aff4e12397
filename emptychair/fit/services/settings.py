"""How groups are tested."""

from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.fit.errors import DaysImpossible, LineImpossible
from emptychair.fit.models import FitSetting
from emptychair.fit.types import FitTest, TestSetting


@transaction.atomic
def set_test(access: Access, wanted: TestSetting) -> FitSetting:
    """The test of a segment word, or of everybody without their own. Raises `LineImpossible`,
    `DaysImpossible`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    for line in (wanted.repeat_line, wanted.recommend_line):
        if line is not None and not 0.01 <= line <= 0.99:
            raise LineImpossible
    if not 2 <= wanted.recent_days <= 365:
        raise DaysImpossible
    rows = FitSetting.objects.select_for_update().visible_to(access)
    row = rows.filter(segment=wanted.segment).first()
    before = _plain(row) if row else {}
    row = row or FitSetting(workspace=access.workspace, segment=wanted.segment)
    row.test, row.recent_days = FitTest(wanted.test).value, wanted.recent_days
    row.repeat_line, row.recommend_line = wanted.repeat_line, wanted.recommend_line
    row.save()
    record_audit(access, row, action="fit.changed", before=before, after=_plain(row))
    return row


@transaction.atomic
def drop_test(access: Access, segment: str) -> None:
    """Test a group as everybody else again."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = FitSetting.objects.visible_to(access).filter(segment=segment).exclude(segment="").first()
    if row is not None:
        record_audit(access, row, action="fit.removed", before=_plain(row))
        row.delete()


def _plain(row: FitSetting) -> dict[str, Any]:
    return {
        "segment": row.segment,
        "test": row.test,
        "days": row.recent_days,
        "repeat_line": row.repeat_line,
        "recommend_line": row.recommend_line,
    }
