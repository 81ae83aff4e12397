"""The table of a question about customers and what they pay."""

from typing_extensions import override

from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.customers.asking import AskingCustomers
from emptychair.explore.queries.customers.counting import Standings, standings
from emptychair.explore.queries.making import Figures, Making
from emptychair.explore.rules.standing import Standing, figure_of_standing
from emptychair.explore.sentences_of_customers import customer_notes
from emptychair.explore.types import TOTAL
from emptychair.kit.periods import local_day


class MakingCustomers(Making):
    """A table of customers being made."""

    @override
    def private(self) -> tuple[bool, bool]:
        return False, False

    @override
    def counted(self) -> list[Figures]:
        self.access.require(Permission.CUSTOMER_READ)
        self.from_daily_counts = False
        question = self.question
        periods = [one for one in (question.period, question.against) if one is not None]
        today = local_day(self.now, self.access.workspace.zone)
        asking = AskingCustomers(self.access, self.catalogue, question, today)
        self.elsewhere = asking.contracts.elsewhere
        return [self._figures(one) for one in standings(self.access, asking, periods)]

    @override
    def notes(self) -> tuple[str, ...]:
        return customer_notes(self.question, self.elsewhere, self.access.workspace.currency)

    def _figures(self, counted: Standings) -> Figures:
        found = {
            self.key(tokens, part): figure_of_standing(self.question.measure, one)
            for part, cells in counted.items()
            for tokens, one in cells.items()
        }
        found.setdefault((TOTAL, TOTAL), figure_of_standing(self.question.measure, Standing()))
        return found
