"""What the loop refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class CaseChanged(Conflict):
    """Somebody changed the case while this form was open."""

    code = "case-changed"
    message = _(
        "Somebody changed this case while you were writing. Your words are still here: "
        "look at what happened, then send them again."
    )


class InitiativeChanged(CaseChanged):
    """Somebody changed the initiative while this form was open."""

    code = "initiative-changed"
    message = _(
        "Somebody changed this improvement while you were writing. Your words are still here: "
        "look at it in another window, then save them again."
    )


class CaseIsClosed(Invalid):
    """A closed case takes notes only."""

    code = "case-closed"
    message = _("This case is closed. Reopen it first.")


class NobodyToWriteTo(Invalid):
    """The customer of the case cannot be reached by this way, or not at all."""

    code = "no-address"
    message = _("There is no mail address of this customer. Call, or add the address first.")


class NoSuchWay(Invalid):
    """The way that was chosen is not open any more."""

    code = "no-such-way"
    message = _("This customer cannot be reached by this way. Choose another one, or call.")


class SubjectMissing(Invalid):
    """A mail has a subject; a short message has none."""

    code = "subject-missing"
    message = _("A mail needs a subject.")


class ReplyTooLong(Invalid):
    """A short message has its limit."""

    code = "reply-too-long"
    message = _("This is too long: at most 1,000 characters by SMS, 5,000 by LINE. Shorten it.")


class ReplyNotSent(Invalid):
    """Messaging refused the mail; the sentence says why."""

    code = "reply-not-sent"
    message = _("The mail was not sent. Ask messaging for the reason.")


class NothingWritten(Invalid):
    """A note, reply or promise without words."""

    code = "nothing-written"
    message = _("Write a few words first.")


class NoSuchColleague(Invalid):
    """A case or an initiative goes to a member or a team of this workspace."""

    code = "no-such-colleague"
    message = _("Choose a colleague or a team of this workspace.")


class DayIsPast(Invalid):
    """Snoozing or promising for a day that is over."""

    code = "day-is-past"
    message = _("Choose a day that is still to come.")


class MomentIsPast(DayIsPast):
    """A deadline that is over before it begins; the same to a program as a day that is past."""

    message = _("Choose a moment that is still to come.")


class NotDoneYet(Invalid):
    """Telling people about a change that is not there."""

    code = "not-done-yet"
    message = _("Complete the initiative first, then tell those who asked.")


class NothingToUndo(Invalid):
    """What should be undone was changed again since, or was undone already."""

    code = "nothing-to-undo"
    message = _("This can no longer be undone: it was changed again since.")
