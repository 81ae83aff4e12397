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
    "customers": "customers and answers / 顧客と回答",
    "usage": "product use / 利用状況",
    "loop": "cases and initiatives / 対応と改善",
    "mails": "mails and routines / メールと週の予定",
    "scorecard": "scorecard / スコアカード",
    "alerts": "nine months of alerts / 9か月分の異変",
    "outcomes": "plans and customers' own KPIs / 計画とお客様のKPI",
    "touch": "touch and fit / 関わり方と適合",
    "renewals": "revenue and renewals / 売上と更新",
    "silence": "who is silent / 沈黙",
    "onboarding": "first values / 初めての価値",
    "success": "health and risk, back-tested / 状態とリスク",
    "playbooks": "playbooks / プレイブック",
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
            TextColumn("{task.fields[doing]}"),
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

    def show(self, step: str, done: int, total: int, doing: str = "") -> None:
        """`done` of `total` of a step, and the name of the part that is next."""
        if step not in self._tasks:
            name = NAMES.get(step, step)
            self._tasks[step] = self._bars.add_task(name, total=total, doing="")
        told = f"{done + 1} of {total}: {NAMES.get(doing, doing)}" if doing else ""
        self._bars.update(self._tasks[step], completed=done, total=total, doing=told)
