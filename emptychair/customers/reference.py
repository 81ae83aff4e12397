"""The page of the reference that lists what a timeline can say."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override
from typing_extensions import override as overrides

from emptychair.customers.timeline_words import known_timeline_codes, timeline_sentence
from emptychair.kit.reference import is_ours, page, reference_page

INTRO = """\
What stands in the timeline of a customer. A code is stored with its parameters and put into words
when it is read, in the reader's language. `‹…›` is a parameter; where nothing stands, the words
depend on the parameters."""


class _Blanks(Mapping[str, Any]):
    """Any parameter, as its name."""

    @overrides
    def __getitem__(self, name: str) -> str:
        return f"‹{name}›"

    @overrides
    def __iter__(self) -> Any:
        return iter(())

    @overrides
    def __len__(self) -> int:
        return 0


@reference_page("timeline-codes.md")
def timeline_page() -> str:
    """Every code with its English sentence."""
    with override("en"):
        return page(
            "Timeline",
            source="`register_timeline_code` in the domains",
            intro=INTRO,
            head=("Code", "How it reads"),
            rows=[_row(code) for code, words in known_timeline_codes().items() if is_ours(words)],
        )


def _row(code: str) -> tuple[str, str]:
    said = timeline_sentence(code, _Blanks())
    return (f"`{code}`", "" if said == code else said)
