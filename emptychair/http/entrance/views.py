"""Pages of allauth that show a little more."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import (
    LoginView,
    PasswordResetView,
)
from django.conf import settings
from django.urls import reverse

from emptychair.http.entrance.invited import invitation_of

PROVIDERS: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """With the company's identity provider, and what the visitor is invited to."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the page needs besides the form."""
        return {
            **super().get_context_data(**given),
            "invitation": invitation_of(self.request),
            "may_sign_up": get_adapter().is_open_for_signup(self.request),
            "socialaccount_providers": [
                {
                    "name": app["name"],
                    "address": reverse("openid_connect_login", args=[app["provider_id"]]),
                }
                for app in PROVIDERS["openid_connect"]["APPS"]
            ],
        }


class ForgottenPasswordView(PasswordResetView):  # type: ignore[misc]  # allauth has no types
    """Says so where no mail is sent."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the page needs besides the form."""
        return {**super().get_context_data(**given), "mail_is_sent": settings.MAIL_IS_SENT}
