"""Keys for machines."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Token
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound


def tokens_of(access: Access) -> list[Token]:
    """The newest 200, with who made them; those withdrawn come last."""
    access.require(Permission.TOKEN_CREATE)
    found = Token.objects.visible_to(access).with_role_of_maker().select_related("created_by")
    found = found.order_by("-created_at")
    return sorted(found[:200], key=lambda token: token.revoked_at is not None)


def token_with_id(access: Access, token_id: int) -> Token:
    """One token. Raises `NotFound`."""
    access.require(Permission.TOKEN_CREATE)
    token = Token.objects.visible_to(access).filter(pk=token_id).first()
    if token is None:
        raise NotFound
    return token
