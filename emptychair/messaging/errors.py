"""What messaging refuses."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound, Refused


class MessageNotFound(NotFound):
    code = "message-not-found"
    message = _("There is no such message, or you may not see it.")


class NotInDoubt(Conflict):
    code = "not-in-doubt"
    message = _("Somebody has decided on this mail already. Please look again.")


class NotADemo(Refused):
    code = "not-a-demo"
    message = _("One can answer as the customer in a demo workspace only.")


class MailUnreadable(Invalid):
    code = "mail-unreadable"
    message = _("This is no mail: send the whole message with its headers, as RFC 822 says.")


class NoWorkspaceForMail(Invalid):
    code = "no-workspace-for-mail"
    message = _(
        "No workspace has this address. Set the sender address of the workspace, or name the "
        "workspace."
    )


class ContactRuleInvalid(Invalid):
    code = "contact-rule-invalid"
    message = _("The contact rule needs days from 0 to 3650 and at least one survey.")


class NotPaused(Conflict):
    code = "not-paused"
    message = _("Mails go out already. Please look again.")


class DomainNotFound(NotFound):
    code = "domain-not-found"
    message = _("There is no such domain, or you may not see it.")


class DomainInvalid(Invalid):
    code = "domain-invalid"
    message = _("Write a domain like example.com, and a selector of letters and digits.")


class DomainKnown(Conflict):
    code = "domain-known"
    message = _("This domain stands in the list already.")


class SendHoursInvalid(Invalid):
    code = "send-hours-invalid"
    message = _("Sending has to begin before it ends. Please check the hours.")


class PauseNotFound(NotFound):
    code = "pause-not-found"
    message = _("There is no such pause, or you may not see it.")


class LineAccountInvalid(Invalid):
    code = "line-account-invalid"
    message = _(
        "This is no channel secret with its access token. Copy both from the LINE Developers "
        "Console, whole and without spaces."
    )
