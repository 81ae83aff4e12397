"""What `make docs` writes into `docs/reference/`: the settings, and all that domains registered."""

from pathlib import Path

from django.utils.module_loading import autodiscover_modules

from emptychair.config.env import PROJECT, default_text, variables
from emptychair.kit.reference import page, reference_page, reference_pages

FOLDER = PROJECT / "docs" / "reference"
INTRO = """\
Every variable of the environment that Emptychair reads. None has to be set. An empty variable
counts as not set, `on` and `off` may also be written `true` and `false`, `1` and `0`. A secret
may come from a file: set `NAME_FILE` to its path."""


@reference_page("settings.md")
def settings_page() -> str:
    """Every variable, its default and its sentence."""
    rows = []
    for one in variables():
        name = f"`{one.metadata['name']}`"
        if one.metadata["secret"]:
            name += f" or `{one.metadata['name']}_FILE`"
        rows.append((name, default_text(one), one.metadata["sentence"]))
    return page(
        "Settings",
        source="`emptychair/config/env.py`",
        intro=INTRO,
        head=("Variable", "Default", "What it does"),
        rows=rows,
    )


def all_pages() -> dict[Path, str]:
    """Every page by its place in the repository."""
    autodiscover_modules("reference")
    return {FOLDER / name: text for name, text in reference_pages().items()}


def write_pages() -> list[Path]:
    """Write the pages; their places in the repository."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for place, text in all_pages().items():
        place.write_text(text, encoding="utf-8")
    return [place.relative_to(PROJECT) for place in all_pages()]
