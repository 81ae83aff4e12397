"""Keys: made, shown once, found again by their hash, revoked."""

import hashlib
import secrets
import string
from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries.machines import access_of_machine
from emptychair.accounts.services.audit import record_audit
from emptychair.integrations.delighted.errors import KeyUnknown, SurveyNotOfDelighted
from emptychair.integrations.delighted.models import ApiKey
from emptychair.integrations.delighted.queries.projects import survey_type
from emptychair.integrations.delighted.types import SCOPES
from emptychair.surveys.queries import survey_with_id

LENGTH = 40  # letters and digits, 238 bits; more than 44 break the header of a client
USE_IS_NOTED_EVERY = timedelta(minutes=1)
_SIGNS = string.ascii_letters + string.digits


def create_key(access: Access, *, survey_id: int, name: str) -> tuple[ApiKey, str]:
    """A key for one survey and its secret, which is never to be seen again.

    Raises `SurveyNotOfDelighted`, and `Refused` for rights that `access` has not itself.
    """
    access.require(Permission.TOKEN_CREATE)
    for permission in SCOPES:
        access.require(permission)
    survey = survey_with_id(access, survey_id)
    if survey_type(access, survey) is None:
        raise SurveyNotOfDelighted
    secret = "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
    with transaction.atomic():
        key = ApiKey.objects.create(
            workspace=access.workspace,
            survey=survey,
            name=name,
            secret_hash=_hash_of(secret),
            hint=secret[-4:],
            created_by_id=access.user_id,
        )
        after = {"name": name, "survey": survey.name}
        record_audit(access, key, action="delighted_key.created", after=after)
    return key, secret


def revoke_key(access: Access, key: ApiKey, *, now: datetime) -> bool:
    """Withdraw a key; from now on it is refused. Whether it was good until now."""
    access.require(Permission.TOKEN_CREATE)
    with transaction.atomic():
        rows = ApiKey.objects.visible_to(access).filter(pk=key.pk, revoked_at=None)
        if not rows.update(revoked_at=now, changed_at=now):
            return False
        record_audit(access, key, action="delighted_key.revoked", before={"name": key.name})
    return True


def enter_with(access: Access, secret: str, *, now: datetime) -> tuple[ApiKey, Access]:
    """The key with this secret, and what its bearer may do. Raises `KeyUnknown`.

    `access` is the product's own: the secret says who comes.
    """
    access.require(Permission.SURVEY_READ)
    found = ApiKey.objects.filter(secret_hash=_hash_of(secret), revoked_at=None)
    key = found.select_related("workspace", "survey__workspace", "survey__touchpoint").first()
    if key is None:
        raise KeyUnknown
    if key.last_used_at is None or now - key.last_used_at >= USE_IS_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    bearer = access_of_machine(
        key.workspace, label=f"Delighted: {key.name}", scopes=SCOPES, made_by=key.created_by_id
    )
    return key, bearer


def _hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
