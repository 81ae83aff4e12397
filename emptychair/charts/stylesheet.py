"""The one stylesheet of all charts."""

from functools import cache
from importlib.resources import files


@cache
def stylesheet() -> str:
    """The CSS of the charts, for a page that carries everything inside itself."""
    return (files("emptychair.charts") / "charts.css").read_text(encoding="utf-8")
