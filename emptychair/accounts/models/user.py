"""A person who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from typing_extensions import override

from emptychair.kit.models import TimedModel


class UserAccounts(BaseUserManager["User"]):
    """Finds people by their address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """A new person. Without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email), **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @override
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, TimedModel):
    """One person, one mail address; what they may do stands in their memberships."""

    email = models.EmailField(
        max_length=254, unique=True
    )  # Django asks for it; Lower() below holds more
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="ja")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserAccounts] = UserAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
        ]

    @override
    def __str__(self) -> str:
        return self.name or self.email
