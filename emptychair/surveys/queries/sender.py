"""Who asks, as customers know them."""

from emptychair.accounts.access import Access


def company_name(access: Access) -> str:
    """What customers know the company by."""
    return access.workspace.sender_name or access.workspace.name
