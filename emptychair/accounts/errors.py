"""What accounts refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound, Refused, Unauthenticated


class TokenRefused(Unauthenticated):
    code = "token-refused"
    message = _("This token is unknown, withdrawn or out of date. Please make a new one.")


class ScopesInvalid(Invalid):
    code = "scopes-invalid"
    message = _("A token needs at least one scope, and only scopes that exist.")


class AlreadyExpired(Invalid):
    code = "already-expired"
    message = _("A token must expire in the future.")


class SlugTaken(Conflict):
    code = "slug-taken"
    message = _("Another workspace has this address already. Please choose another one.")


class TimeZoneUnknown(Invalid):
    code = "time-zone-unknown"
    message = _("This time zone is not known. Write it like Asia/Tokyo.")


class NoWorkspace(Refused):
    code = "no-workspace"
    message = _("You are in no workspace yet. Make one, or ask a colleague to invite you.")


class TeamNameTaken(Conflict):
    code = "team-name-taken"
    message = _("Another team has this name already. Please choose another one.")


class KindUnknown(Invalid):
    code = "kind-unknown"
    message = _("This kind of team is not known. Choose one of the list.")


class NotAMember(Invalid):
    code = "not-a-member"
    message = _("This person is not in the workspace. Invite them first.")


class LastOwner(Conflict):
    code = "last-owner"
    message = _("A workspace needs an owner. Make somebody else owner first.")


class InvitationUnusable(NotFound):
    code = "invitation-unusable"
    message = _("This invitation was used, withdrawn or is out of date. Please ask for a new one.")


class InvitedUnderAnotherAddress(Conflict):
    code = "invited-under-another-address"
    message = _("This invitation is for another address. Sign out, and sign in with that one.")


class AlreadyMember(Conflict):
    code = "already-member"
    message = _("This person is in the workspace already. You can change their role in the list.")


class SignUpClosed(Refused):
    code = "sign-up-closed"
    message = _("New people come in by invitation. Please ask a colleague to invite you.")


class WorkspaceWordsInvalid(Invalid):
    code = "workspace-words-invalid"
    message = _("Something about the workspace cannot be used. Please check what is marked.")


class DemoStaysInside(Refused):
    code = "demo-stays-inside"
    message = _("Visitors of the demo stay in the demo. Sign up for a workspace of your own.")


class LanguageUnknown(Invalid):
    code = "language-unknown"
    message = _("This language is not there yet. Choose one of the list.")
