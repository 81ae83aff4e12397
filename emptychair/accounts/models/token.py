"""A key for machines."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.accounts.models.membership import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.rules.token_rights import rights_of_token
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class TokenQuerySet(WorkspaceQuerySet["Token"]):
    """Words about tokens."""

    def valid(self, now: datetime) -> Self:
        """Neither withdrawn nor out of date."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def with_role_of_maker(self) -> Self:
        """With what `rights` needs."""
        own = Membership.objects.filter(
            workspace=models.OuterRef("workspace"), user=models.OuterRef("created_by")
        )
        return self.annotate(role_of_maker=models.Subquery(own.values("role")[:1]))


class Token(WorkspaceModel):
    """Only the hash of the secret is kept; `hint` are its last signs, to tell tokens apart."""

    name = models.CharField(max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.JSONField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    role_of_maker: str | None  # from `with_role_of_maker`

    objects = TokenQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="token_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    @property
    def rights(self) -> frozenset[Permission]:
        """What it may do now, which is not more than its maker; needs `with_role_of_maker`."""
        return rights_of_token(
            self.scopes, is_somebodys=self.created_by_id is not None, role=self.role_of_maker
        )

    @property
    def scopes_in_force(self) -> list[tuple[str, bool]]:
        """Each scope, and whether it counts now."""
        return [(scope, scope in self.rights) for scope in self.scopes]
