"""The engines of this process: the one the operator chose, and beside it the one that adds up."""

from pathlib import Path

from django.conf import settings

from emptychair.analytics.engine import Engine, adding_engine, open_engine
from emptychair.analytics.manifest import FOLDER

MEMORY = "1GB"


class Engines:
    """Each is opened when it is first asked for."""

    def __init__(self, main: Engine | None = None) -> None:
        self._main = main
        self._adding: Engine | None = None

    @property
    def main(self) -> Engine:
        """The one the operator chose."""
        if self._main is None:
            self._main = open_engine(
                settings.ENGINE, spill=_spill(), memory=MEMORY, master=settings.SPARK_MASTER
            )
        return self._main

    @property
    def adding(self) -> Engine:
        """Where counts of months lie."""
        if self._adding is None:
            self._adding = adding_engine(self.main, spill=_spill())
        return self._adding

    def drop(self, name: str) -> None:
        """Let go of what has this name in any of them."""
        self.main.drop(name)
        if self._adding is not None and self._adding is not self._main:
            self._adding.drop(name)


def _spill() -> Path | None:
    place = Path(settings.DATA_FOLDER) / FOLDER
    return place / ".spill" if place.is_dir() else None
