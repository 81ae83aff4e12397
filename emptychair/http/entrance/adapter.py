"""What we decide where allauth asks: who may sign up, what mails say, what the trail notes."""

import logging
import smtplib
from typing import Any

from allauth.account.adapter import (
    DefaultAccountAdapter,
)
from allauth.socialaccount.adapter import (
    DefaultSocialAccountAdapter,
)
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.audit_words import words_of
from emptychair.accounts.models import User
from emptychair.accounts.queries import access_of_person, anybody_is_here
from emptychair.accounts.services.people import note_own_act
from emptychair.http.entrance.invited import invitation_of
from emptychair.http.entrance.words import ERRORS, SAID

logger = logging.getLogger("emptychair.entrance")
WITH_A_MAIL_OF_THEIR_OWN = {
    "email_confirmation": "email_confirmation",
    "email_confirmation_signup": "email_confirmation",
    "password_reset_key": "password_reset_key",
    "account_already_exists": "account_already_exists",
    "unknown_account": "unknown_account",
}


class EntranceAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our decisions about accounts."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By `EMPTYCHAIR_SIGN_UP`; whoever has a good invitation always may."""
        if settings.SIGN_UP == "open" or invitation_of(request) is not None:
            return True
        return settings.SIGN_UP == "first" and not anybody_is_here(_product())

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        """Note it in the trail; pages speak the language of who came in."""
        method = str(
            (request.session.get("account_authentication_methods") or [{}])[-1].get("method", "")
        )
        access = access_of_person(user)
        note_own_act(access, user, action="member.signed_in", after={"method": method})
        response: HttpResponse = super().post_login(request, user, **about)
        keep_language(response, user.language)
        return response

    def send_notification_mail(
        self, template_prefix: str, user: User, *given: Any, **about: Any
    ) -> None:
        """A password, an address or a second factor changed: the trail hears of it, then they."""
        action = f"member.{_name_of(template_prefix)}"
        note_own_act(access_of_person(user), user, action=action)
        super().send_notification_mail(template_prefix, user, *given, **about)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The first line of a template is the subject. Changes of the account share one mail."""
        name = _name_of(template_prefix)
        own = WITH_A_MAIL_OF_THEIR_OWN.get(name)
        words = {**context, "what": words_of(f"member.{name}"), "now": timezone.now()}
        text = render_to_string(f"account/email/{own or 'notice'}.txt", words)
        subject, _line, body = text.strip().partition("\n")
        to = [email] if isinstance(email, str) else email
        return EmailMessage(
            subject, body.strip() + "\n", self.get_from_email(), to, headers=headers
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            logger.exception("A mail about an account could not be sent")
            messages.error(self.request, _("The mail could not be sent. Please try again later."))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_rest: Any,
        **about: Any,
    ) -> None:
        """Say what happened, where it does not show anyway."""
        name = _name_of(message_template or "").removesuffix(".txt")
        sentence = about.get("message") or SAID.get(name)
        if sentence:
            messages.add_message(request, level, str(sentence))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our decisions about accounts of the company's identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The operator chose the provider: whom it knows may come in, into no workspace yet."""
        del request, sociallogin
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take over how the provider calls them."""
        user: User = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:120]
        user.language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
        return user


def keep_language(response: HttpResponse, language: str) -> None:
    """Let the browser ask for pages in this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def _name_of(template: str) -> str:
    return template.rpartition("/")[2]


def _product() -> Access:
    return Access.system(None, "sign-up")
