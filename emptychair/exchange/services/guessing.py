"""What kind of file somebody brought, when they did not say."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.exchange.errors import FileNotReadable
from emptychair.exchange.models import ImportRun
from emptychair.exchange.rules.kinds import guess_kind
from emptychair.exchange.services.files import stored_path
from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.types import GuessedKind
from emptychair.sheets import SheetError
from emptychair.sheets.errors import SENTENCES
from emptychair.sheets.likeness import likenesses


def guess_kind_of(access: Access, run: ImportRun) -> GuessedKind:
    """Take the file of an import for what it looks like, with the reason; nothing is saved.

    Raises `FileNotReadable`, also for a file of which no kind knows a column.
    """
    path = stored_path(access, run.stored_as)
    try:
        found = likenesses(path, [one.sheet_shape for one in SHAPES.values()])
    except SheetError as error:
        sentence = str(_(SENTENCES[error.code]).format(**error.params))
        raise FileNotReadable(sentence, reason=error.code) from error
    guessed = guess_kind(found, SHAPES)
    if guessed is None:
        raise FileNotReadable(
            _("No column of this file is known. Say what the file holds and try again.")
        )
    run.shape = guessed.shape
    run.choices = run.choices | {"guessed": asdict(guessed)}
    return guessed
