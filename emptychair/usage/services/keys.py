"""Write keys: made, shown once, found again by their hash, revoked."""

import secrets
import string
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries.machines import access_of_machine
from emptychair.accounts.rules.token_secret import hash_of
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.kit.prepared import Prepared
from emptychair.usage.errors import KeyNameNeeded, WriteKeyUnknown
from emptychair.usage.models import WriteKey
from emptychair.usage.types import KeyKind

LENGTH = 32  # letters and digits, 190 bits, as long as clients are used to
USE_IS_NOTED_EVERY = timedelta(minutes=1)  # so that taking events does not mean writing twice
SCOPES = (Permission.CUSTOMER_WRITE,)
_SIGNS = string.ascii_letters + string.digits

_KEY = [field.attname for field in WriteKey._meta.concrete_fields]  # noqa: SLF001 - Django's public name
_PLACE = [field.attname for field in Workspace._meta.concrete_fields]  # noqa: SLF001 - Django's public name
_VALID = Prepared(
    lambda secret: WriteKey.objects.filter(secret_hash=secret, revoked_at=None).values_list(
        *_KEY, *(f"workspace__{name}" for name in _PLACE)
    ),
    secret=str,
)


def create_write_key(access: Access, *, name: str, kind: KeyKind) -> tuple[WriteKey, str]:
    """A key and its secret, which is never to be seen again. Raises `KeyNameNeeded`."""
    access.require(Permission.TOKEN_CREATE)
    access.require(Permission.CUSTOMER_WRITE)
    name = name.strip()[:120]
    if not name:
        raise KeyNameNeeded
    secret = "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
    with transaction.atomic():
        key = WriteKey.objects.create(
            workspace=access.workspace,
            name=name,
            kind=kind,
            secret_hash=hash_of(secret),
            hint=secret[-4:],
            created_by_id=access.user_id,
        )
        after = {"name": name, "kind": kind.value}
        record_audit(access, key, action="write_key.created", after=after)
    return key, secret


def revoke_write_key(access: Access, key_id: int, *, now: datetime) -> WriteKey:
    """Withdraw a key; from now on it is refused. Raises `NotFound`. Twice is once."""
    access.require(Permission.TOKEN_CREATE)
    with transaction.atomic():
        rows = WriteKey.objects.visible_to(access)
        key = rows.select_for_update().filter(pk=key_id).first()
        if key is None:
            raise NotFound
        if key.revoked_at is None:
            key.revoked_at = now
            key.save(update_fields=["revoked_at", "changed_at"])
            record_audit(access, key, action="write_key.revoked", before={"name": key.name})
    return key


def enter_with_key(access: Access, secret: str, *, now: datetime) -> tuple[WriteKey, Access]:
    """The key with this secret, and what its bearer may do. Raises `WriteKeyUnknown`.

    `access` is the product's own: the secret says who comes. A key whose maker has left goes on:
    what customers do must not be lost because a colleague changed jobs.
    """
    access.require(Permission.CUSTOMER_WRITE)
    rows = _VALID.rows(secret=hash_of(secret)) if secret else []
    if not rows:
        raise WriteKeyUnknown
    key = WriteKey.from_db(DEFAULT_DB_ALIAS, _KEY, rows[0][: len(_KEY)])
    key.workspace = Workspace.from_db(DEFAULT_DB_ALIAS, _PLACE, rows[0][len(_KEY) :])
    if key.last_used_at is None or now - key.last_used_at >= USE_IS_NOTED_EVERY:
        WriteKey.objects.filter(pk=key.pk).update(last_used_at=now)
    label = f"Write key: {key.name}"
    bearer = access_of_machine(key.workspace, label=label, scopes=SCOPES, made_by=None)
    return key, bearer


def note_refused(access: Access, key: WriteKey, *, count: int, why: str, now: datetime) -> None:
    """Keep how many messages could not be understood, and why the last one could not."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = WriteKey.objects.visible_to(access).filter(pk=key.pk)
    rows.update(refused=F("refused") + count, refused_at=now, refused_why=why[:200])
