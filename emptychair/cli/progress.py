"""How far a long piece of work has come, on the terminal and only there."""

from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

NAMES = {
    "reading": "Reading / 読み込み",
    "counting": "Counting / 集計",
    "words": "Reading the words / 言葉を読む",
    "people": "Making people / 人を作る",
}


class Steps:
    """A bar for each step, as soon as it is first told about; silent when nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        console = Console(file=stream)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""
        self._bars.stop()

    def show(self, step: str, done: int, total: int) -> None:
        """`done` of `total` of a step."""
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(NAMES.get(step, step), total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)
