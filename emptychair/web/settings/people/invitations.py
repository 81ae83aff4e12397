"""Inviting, sending again, withdrawing; and what the invited see."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries import (
    invitation_with_id,
    team_with_id,
    user_with_email,
)
from emptychair.accounts.scope_words import role_name
from emptychair.accounts.services.invitations import (
    accept_invitation,
    invite_member,
    mail_invitation,
    renew_invitation,
    withdraw_invitation,
)
from emptychair.http.access import access_from, person_from, user_from
from emptychair.http.entrance.invited import (
    forget_invitation,
    hash_kept,
    invitation_of,
    keep_invitation,
)

if TYPE_CHECKING:
    from emptychair.accounts.models import MemberInvitation


def invite(request: HttpRequest, access: Access, words: dict[str, Any]) -> HttpResponse:
    """Make the invitation and send it; where no mail leaves, show the link once."""
    team = team_with_id(access, words["team"]) if words["team"] else None
    invitation, secret = invite_member(
        access, email=words["email"], role=Role(words["role"]), team=team, now=timezone.now()
    )
    return _send(request, access, invitation, secret)


@require_POST
def again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """A new link for the same invitation."""
    access = access_from(request)
    access.require(Permission.MEMBER_MANAGE)
    invitation = invitation_with_id(access, invitation_id)
    secret = renew_invitation(access, invitation, now=timezone.now())
    return _send(request, access, invitation, secret)


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Make a link worthless."""
    access = access_from(request)
    access.require(Permission.MEMBER_MANAGE)
    invitation = invitation_with_id(access, invitation_id)
    withdraw_invitation(access, invitation, now=timezone.now())
    said = _("The invitation of %(email)s was withdrawn.") % {"email": invitation.email}
    messages.success(request, said)
    return redirect("members")


@require_safe
@never_cache
def opened(request: HttpRequest, secret: str) -> HttpResponse:
    """A link was opened: keep its secret out of the address from here on."""
    keep_invitation(request, secret)
    return redirect("invitation-accept")


@never_cache
def accept(request: HttpRequest) -> HttpResponse:
    """What one is invited to, and the way in: as who is signed in, as known, or as new."""
    invitation = invitation_of(request)
    if invitation is None:
        return render(request, "account/invitation_unusable.html", status=404)
    if request.method == "POST":
        person = person_from(request)
        user, now = user_from(request), timezone.now()
        membership = accept_invitation(person, user, secret_hash=hash_kept(request), now=now)
        request.session["workspace"] = membership.workspace.slug
        forget_invitation(request)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "account/invitation.html", _about(request, invitation))


def _about(request: HttpRequest, invitation: "MemberInvitation") -> dict[str, Any]:
    known = user_with_email(Access.system(None, "invitation"), invitation.email)
    signed_in = request.user if request.user.is_authenticated else None
    mine = signed_in is not None and signed_in.email.casefold() == invitation.email.casefold()
    return {
        "invitation": invitation,
        "role": role_name(Role(invitation.role)),
        "signed_in": signed_in,
        "is_mine": mine,
        "is_known": known is not None,
    }


def _send(
    request: HttpRequest, access: Access, invitation: "MemberInvitation", secret: str
) -> HttpResponse:
    link = settings.PUBLIC_URL + reverse("invitation", args=[secret])
    words = {"email": invitation.email}
    if mail_invitation(access, invitation, link=link):
        messages.success(request, _("The invitation was sent to %(email)s.") % words)
    elif access.workspace.is_demo:
        messages.warning(request, _("No mail leaves the demo. %(email)s was not told.") % words)
    elif settings.MAIL_IS_SENT:
        messages.error(request, _("The mail to %(email)s could not be sent. Try again.") % words)
    else:
        request.session["invitation_link"] = link
    return redirect("members")
