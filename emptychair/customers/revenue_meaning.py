"""What counts as being paid and as having left: by the definition of the domain that keeps its
versions, which registers itself; the usual one where there is none.
"""

from collections.abc import Callable
from dataclasses import replace

from emptychair.accounts.access import Access
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.trials import trial_words_of

Source = Callable[[Access], Meaning]
_SOURCES: list[Source] = []


def meaning_source(source: Source) -> Source:
    """Register who keeps the definition. `ValueError` for a second one: there is one definition."""
    if _SOURCES and _SOURCES[0] is not source:
        raise ValueError("Somebody keeps the definition of revenue already: ask them.")
    _SOURCES[:] = [source]
    return source


def meaning_in_force(access: Access) -> Meaning:
    """What counts in this workspace today."""
    if _SOURCES:
        return _SOURCES[0](access)
    return usual_meaning(access)


def usual_meaning(access: Access) -> Meaning:
    """What counts where nobody chose."""
    plain = Meaning(currency=access.workspace.currency)
    return replace(plain, trial_words=trial_words_of(access.workspace.settings))
