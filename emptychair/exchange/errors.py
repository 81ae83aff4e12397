"""What importing and exporting refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class FileNotReadable(Invalid):
    """The file is no table; the message says why and what to do."""

    code = "file-not-readable"


class FileTooLarge(Invalid):
    """More than we take at once."""

    code = "file-too-large"
    message = _("The file is larger than 200 MB. Divide it and import the parts.")


class UnknownShape(Invalid):
    """Nobody imports this."""

    code = "unknown-shape"
    message = _("Choose what the file holds: people, companies, answers, events or orders.")


class ColumnsMissing(Invalid):
    """The file does not say enough."""

    code = "columns-missing"
    message = _("Choose a column for what is still missing.")


class NotNow(Conflict):
    """The import is in another state."""

    code = "import-not-now"
    message = _("This import is in another state by now. Look at it again.")


class FileGone(NotFound):
    """The file is no longer kept."""

    code = "file-gone"
    message = _("The file is no longer kept. Upload it or make it again.")


class NothingChosen(Invalid):
    """An export of nothing."""

    code = "nothing-chosen"
    message = _("Choose at least one table and a format.")
