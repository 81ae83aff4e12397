"""What Today refuses."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid, NotFound


class NotOnToday(NotFound):
    """The row is gone, or was never there for whoever asks."""

    code = "not-on-today"
    message = _("This is no longer on Today. Load the page again to see what is.")


class MomentIsPast(Invalid):
    """Put off to a moment that is over."""

    code = "moment-is-past"
    message = _("This moment is over. Choose a later one.")


class NobodyChosen(Invalid):
    """Given to nobody."""

    code = "nobody-chosen"
    message = _("Choose to whom this is to be given.")


class NotOfThatKind(Invalid):
    """An action that this row does not know."""

    code = "not-of-that-kind"
    message = _("This cannot be done with this row. Open it instead.")
