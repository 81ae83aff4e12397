"""The page of the reference that lists what can stand on Today."""

from emptychair.kit.agenda import agenda_sources
from emptychair.kit.reference import first_sentence, is_ours, page, reference_page

INTRO = """\
What a domain can put on Today. `agenda` gathers the rows, hides what was done, snoozed or
dismissed, and puts them in order ([decision 11](../decisions/0011-today-registry.md))."""


@reference_page("today-sources.md")
def sources_page() -> str:
    """Every source and what it finds."""
    return page(
        "Today",
        source="`emptychair/*/agenda_source.py`",
        intro=INTRO,
        head=("Source", "What it puts there"),
        rows=[
            (f"`{name}`", first_sentence(source))
            for name, source in agenda_sources().items()
            if is_ours(source)
        ],
    )
