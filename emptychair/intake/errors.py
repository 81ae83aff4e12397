"""What requests refuse, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class NothingWritten(Invalid):
    """A request, task or note without words."""

    code = "nothing-written"
    message = _("Write a few words first.")


class NoSuchColleague(Invalid):
    """Tasks go to members of this workspace."""

    code = "no-such-colleague"
    message = _("Choose a colleague of this workspace.")


class ReasonMissing(Invalid):
    """What is not done is told with its reason."""

    code = "reason-missing"
    message = _("Say why it will not be done: the customer will read the reason.")


class RequestIsClosed(Invalid):
    """A closed request takes notes only."""

    code = "request-closed"
    message = _("This request is closed. Open it again first.")


class NothingToTell(Invalid):
    """Nothing was settled since the customer was told."""

    code = "nothing-to-tell"
    message = _("Nothing was settled that the customer does not know yet.")


class NobodyToTell(Invalid):
    """The customer cannot be written to."""

    code = "no-address"
    message = _("There is no mail address of this customer. Call, or add the address first.")


class NotSent(Invalid):
    """Messaging refused the mail; the sentence says why."""

    code = "not-sent"
    message = _("The mail was not sent.")


class AnotherCustomer(Invalid):
    """Only requests of one customer are one request."""

    code = "another-customer"
    message = _(
        "That request is of another customer. Link both to the same initiative instead, so that "
        "each of them is told."
    )


class StillOpen(Conflict):
    """Somebody added a task meanwhile."""

    code = "still-open"
    message = _("Some tasks are still open. Finish them, or say why they will not be done.")


class DaysUnclear(Invalid):
    """How far to move."""

    code = "days-unclear"
    message = _("Give a number of days from 365 earlier to 365 later.")


class FormClosed(NotFound):
    """The form for customers is closed, or has another address."""

    code = "request-form-closed"
    message = _("This form is closed. Please write us a mail instead.")


class SenderNeeded(Invalid):
    """Without an address nobody can be answered."""

    code = "request-sender-needed"
    message = _("Please give an e-mail address at which we can answer.")
