"""Words about acting."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from emptychair.accounts.models import Team
    from emptychair.customers.models import Company, Person
    from emptychair.surveys.models import Response
    from emptychair.touchpoints.models import Touchpoint


class CaseKind(TextChoices):
    """Why there is a case."""

    LOW_SCORE = "low_score", _("low score")
    QUESTION = "question", _("question")
    THANKS = "thanks", _("thanks")
    MANUAL = "manual", _("opened by hand")


class CaseState(TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("our turn")
    WAITING = "waiting", _("waiting for the customer")
    CLOSED = "closed", _("closed")


class Urgency(TextChoices):
    """How soon."""

    HIGH = "high", _("urgent")
    NORMAL = "normal", _("normal")
    LOW = "low", _("when there is time")


class Outcome(TextChoices):
    """How it ended."""

    SOLVED = "solved", _("solved")
    EXPLAINED = "explained", _("explained")
    COMPENSATED = "compensated", _("made good")
    UNREACHED = "unreached", _("not reached")
    LEFT = "left", _("the customer left")
    NOTHING = "nothing", _("nothing to do")


class EntryKind(TextChoices):
    """What happened in a case."""

    NOTE = "note", _("note")
    CALL = "call", _("call")
    MAIL_OUT = "mail_out", _("mail to the customer")
    MAIL_IN = "mail_in", _("mail from the customer")
    TEXT_OUT = "text_out", _("message to the customer")
    TEXT_IN = "text_in", _("message from the customer")
    CHANGE = "change", _("change")


class InitiativeKind(TextChoices):
    """What is changed: the thing itself, or what is said about it."""

    PRODUCT = "product", _("product or service")
    INFORMATION = "information", _("site or information")


class InitiativeState(TextChoices):
    """How far a change came."""

    IDEA = "idea", _("idea")
    PLANNED = "planned", _("planned")
    DOING = "doing", _("under way")
    DONE = "done", pgettext_lazy("initiative", "done")
    DROPPED = "dropped", _("dropped")


class EffortKind(TextChoices):
    """Counting is 1 part, planning 1 part, doing 18 parts."""

    COUNTING = "counting", _("counting")
    PLANNING = "planning", _("planning")
    DOING = "doing", _("doing")


class CaseView(TextChoices):
    """The lists of cases one may look at."""

    MINE = "mine", _("Mine")
    TEAM = "team", _("My team")
    OVERDUE = "overdue", _("Overdue")
    WAITING = "waiting", _("Waiting for the customer")
    UNASSIGNED = "unassigned", _("Nobody's yet")
    OPEN = "open", _("All open")
    CLOSED = "closed", _("Closed")


class CaseAbout(TypedDict, total=False):
    """Whom and what a case is about; each may be missing."""

    person: "Person | None"
    company: "Company | None"
    response: "Response | None"
    touchpoint: "Touchpoint | None"
    team: "Team | None"
