"""How a workspace wants its silent customers listed."""

from emptychair.accounts.access import Access
from emptychair.silence.models import SilenceSetting


def settings_of(access: Access) -> SilenceSetting:
    """Its own settings, or the usual ones, not stored."""
    found = SilenceSetting.objects.visible_to(access).first()
    return found or SilenceSetting(workspace=access.workspace)
