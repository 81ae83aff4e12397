"""The page `docs/reference/settings.md`, made from `env.py` by `make docs`."""

from pathlib import Path

from emptychair.config.env import PROJECT, default_text, variables

PAGE = PROJECT / "docs" / "reference" / "settings.md"
HEAD = """# Settings

Written by `make docs` from `emptychair/config/env.py`; change it there.

Every variable of the environment that Emptychair reads. None has to be set. An empty variable
counts as not set, `on` and `off` may also be written `true` and `false`, `1` and `0`. A secret may
come from a file: set `NAME_FILE` to its path.

| Variable | Default | What it does |
| --- | --- | --- |
"""


def settings_page() -> str:
    """The whole page."""
    rows = []
    for one in variables():
        name = f"`{one.metadata['name']}`"
        if one.metadata["secret"]:
            name += f" or `{one.metadata['name']}_FILE`"
        rows.append(f"| {name} | {default_text(one)} | {one.metadata['sentence']} |\n")
    return HEAD + "".join(rows)


def write_settings_page() -> Path:
    """Write the page; its place in the repository."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(settings_page(), encoding="utf-8")
    return PAGE.relative_to(PROJECT)
