"""The industry a company compares itself with."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import Invalid
from emptychair.metrics.benchmarks import sectors_of


class SectorUnknown(Invalid):
    """An industry nobody published a level of in this country."""

    code = "sector-unknown"
    message = _("There is no published level of this industry in your country.")


@transaction.atomic
def choose_sector(access: Access, sector: str) -> None:
    """Remember the industry, or none. Raises `SectorUnknown`."""
    access.require(Permission.PROGRAMME_MANAGE)
    if sector and sector not in sectors_of(access.workspace.country):
        raise SectorUnknown
    row = Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    before = row.settings.get("sector", "")
    row.settings = {**row.settings, "sector": sector}
    row.save(update_fields=["settings", "changed_at"])
    access.workspace.settings = row.settings
    record_audit(
        access,
        row,
        action="workspace.changed",
        before={"sector": before},
        after={"sector": sector},
    )
