"""What the domain refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid, NotFound


class AlertNotFound(NotFound):
    """There is no such alert here."""

    code = "no-such-alert"
    message = _("There is no such alert.")


class ReasonMissing(Invalid):
    """Dismissing takes a reason."""

    code = "reason-missing"
    message = _("Say in a few words why nothing is to be done.")


class StateUnknown(Invalid):
    """There are four states."""

    code = "state-unknown"
    message = _("An alert is open, seen, acted or dismissed.")


class NoSuchColleague(Invalid):
    """Only members of this workspace are told."""

    code = "no-such-member"
    message = _("Choose a colleague of this workspace.")
