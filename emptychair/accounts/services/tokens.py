"""Keys for machines: shown once, stored as a hash, limited in scope and time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.errors import AlreadyExpired, ScopesInvalid, TokenRefused
from emptychair.accounts.models import Token
from emptychair.accounts.permissions import Permission
from emptychair.accounts.rules.token_secret import hash_of, new_secret
from emptychair.accounts.services.audit import record_audit

USE_IS_NOTED_EVERY = timedelta(minutes=1)  # so that reading does not mean writing


def create_token(
    access: Access, *, name: str, scopes: Iterable[str], expires_at: datetime, now: datetime
) -> tuple[Token, str]:
    """A new token and its secret, which is never to be seen again.

    Raises `ScopesInvalid`, `AlreadyExpired`, and `Refused` for rights that `access` has not itself.
    """
    access.require(Permission.TOKEN_CREATE)
    wanted = _known(scopes)
    for permission in wanted:
        access.require(permission)
    if expires_at <= now:
        raise AlreadyExpired
    secret = new_secret()
    with transaction.atomic():
        token = Token.objects.create(
            workspace=access.workspace,
            name=name,
            secret_hash=hash_of(secret),
            hint=secret[-4:],
            scopes=sorted(wanted),
            expires_at=expires_at,
            created_by_id=access.actor.id if access.actor.kind is ActorKind.PERSON else None,
        )
        after = {"name": name, "scopes": token.scopes, "expires_at": expires_at.isoformat()}
        record_audit(access, token, action="token.created", after=after)
    return token, secret


def authenticate_token(secret: str, now: datetime) -> tuple[Access, Token]:
    """Whose token this is, and what it may do. Raises `TokenRefused`.

    It takes no `Access`, since it makes one. Names are masked unless the token has `name:read`. It
    may do what its scopes say and its maker may still do (`rules/token_rights.py`).
    """
    found = Token.objects.valid(now).with_role_of_maker().select_related("workspace")
    token = found.filter(secret_hash=hash_of(secret)).first()
    if token is None:
        raise TokenRefused
    if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    actor = Actor(ActorKind.TOKEN, token.pk, token.name)
    sees = Permission.NAME_READ in token.rights
    access = Access(actor=actor, place=token.workspace, rights=token.rights, may_see_names=sees)
    return access, token


def revoke_token(access: Access, token: Token, *, now: datetime) -> None:
    """Withdraw a token; from now on it is refused."""
    access.require(Permission.TOKEN_CREATE)
    with transaction.atomic():
        found = Token.objects.visible_to(access).filter(pk=token.pk, revoked_at=None)
        if found.update(revoked_at=now):
            record_audit(access, token, action="token.revoked", before={"name": token.name})


def revoke_tokens_of(access: Access, user_id: int, *, now: datetime) -> int:
    """Withdraw what a colleague who leaves has made: they may know the secrets. How many."""
    access.require(Permission.MEMBER_MANAGE)
    with transaction.atomic():
        found = Token.objects.visible_to(access).filter(created_by=user_id, revoked_at=None)
        tokens = list(found.select_for_update())
        found.update(revoked_at=now)
        for token in tokens:
            before = {"name": token.name}
            record_audit(access, token, action="token.revoked", before=before)
    return len(tokens)


def _known(scopes: Iterable[str]) -> set[Permission]:
    try:
        wanted = {Permission(scope) for scope in scopes}
    except ValueError:
        wanted = set()
    if not wanted:
        raise ScopesInvalid(scopes=[one.value for one in Permission])
    return wanted
