"""What this workspace calls use."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.usage.models import CountingState
from emptychair.usage.rules.definitions import UseDefinition, definition_from


def use_definition(access: Access) -> UseDefinition:
    """Features, trials and starting, as the workspace has defined them."""
    access.require(Permission.CUSTOMER_READ)
    return definition_from(access.workspace.settings)


def counting_state(access: Access) -> CountingState | None:
    """How far events are counted, and when lists were made."""
    access.require(Permission.CUSTOMER_READ)
    return CountingState.objects.visible_to(access).first()
