"""The table of a question about cases."""

from typing_extensions import override

from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.asking import AskingCases
from emptychair.explore.queries.making import Figures, Making
from emptychair.explore.rules.waits import Waits, figure_of_waits
from emptychair.explore.sentences_of_cases import case_notes
from emptychair.explore.types import TOTAL
from emptychair.kit.periods import Period


class MakingCases(Making):
    """A table of cases being made. Every part of it, and the whole, is counted by itself: a middle
    of middles is none.
    """

    @override
    def private(self) -> tuple[bool, bool]:
        return False, False

    @override
    def counted(self) -> list[Figures]:
        self.access.require(Permission.CASE_READ)
        self.from_daily_counts = False
        asking = AskingCases(self.access, self.catalogue, self.question, self.now)
        periods = (self.question.period, self.question.against)
        return [self._figures(asking, one) for one in periods if one is not None]

    @override
    def notes(self) -> tuple[str, ...]:
        return case_notes(self.question)

    def _figures(self, asking: AskingCases, period: Period) -> Figures:
        names = self.question.dimensions
        parts = dict.fromkeys((names, *((one,) for one in names), ()))
        found = {(TOTAL, TOTAL): Waits()}
        for case in asking.told(period):
            for part in parts:
                for tokens in case.under(part):
                    found.setdefault(self.key(tokens, part), Waits()).add(case.answer)
        return {key: figure_of_waits(self.question.measure, one) for key, one in found.items()}
