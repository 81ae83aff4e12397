"""What the groups of an effect's answers are called."""

from dataclasses import replace

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.effects.mix_words import group_words
from emptychair.effects.types import MixRead
from emptychair.surveys.models import Survey
from emptychair.touchpoints.models import Touchpoint


def named(access: Access, read: MixRead | None) -> MixRead | None:
    """The same with the names that people know."""
    if read is None:
        return None
    moves = [replace(one, group=_words(access, one.by, one.group)) for one in read.moves]
    return replace(read, moves=tuple(moves))


def _words(access: Access, by: str, key: str) -> str:
    """Only touchpoints and surveys are known by an id."""
    if by == "touchpoint" and key:
        found = Touchpoint.objects.visible_to(access).filter(pk=key)
        return found.values_list("name", flat=True).first() or _("not known")
    if by == "survey" and key:
        surveys = Survey.objects.visible_to(access).filter(pk=key)
        return surveys.values_list("name", flat=True).first() or _("not known")
    return group_words(by, key)
