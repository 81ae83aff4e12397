"""All dimensions of a workspace, each read when somebody asks by it."""

from collections.abc import Callable
from functools import cached_property

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.dimensions.customers import Facts, Groups, Tags
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.queries.dimensions.places import Places
from emptychair.explore.queries.dimensions.plain import (
    Bands,
    Measured,
    Scores,
    Surveys,
    Times,
    Weekdays,
    Words,
)
from emptychair.explore.queries.facts import Fact, facts_of, tags_fact
from emptychair.explore.types import ANSWERS, OF_INVITATIONS, RATE
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.surveys.models import Survey
from emptychair.surveys.queries import metrics_in_use
from emptychair.surveys.queries.privacy import shown_together
from emptychair.surveys.types.together import Together
from emptychair.touchpoints.queries import touchpoints_of

PLACES = ("touchpoint", "stage", "journey", "team")
WORDS = ("segment", "language", "channel", "source")
TIMES = ("month", "week", "day", "quarter", "fiscal_quarter", "year")


class Catalogue:
    """The dimensions of one workspace, for one page. `shown` lists their names in order."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.SCORE_READ)
        self.access = access
        self._made: dict[str, Dimension] = {}

    @cached_property
    def metrics(self) -> list[str]:
        """The metrics that anybody asked for."""
        return metrics_in_use(self.access)

    @cached_property
    def together(self) -> Together:
        """What the answers of private surveys are shown together as."""
        return shown_together(self.access)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """What is known of customers, by name."""
        return {one.name: one for one in facts_of(self.access)}

    @cached_property
    def times(self) -> list[str]:
        """Parts of time; quarters of the fiscal year where they are not those of the calendar."""
        first = self.access.workspace.fiscal_year_start
        left_out = {"fiscal_quarter"} if first == 1 or first % 3 != 1 else set()
        return [name for name in TIMES if name not in left_out]

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The names of all dimensions there are, as they stand to choose from."""
        start = ("touchpoint", "stage", "journey", "team", "segment", "group")
        middle = (*self.times, "weekday", "language", "channel", "survey", "source")
        return (*start, *middle, "band", "score", "measured", "tag", *self.facts)

    def of_measure(self, measure: str) -> tuple[str, ...]:
        """By what a measure can be asked: an invitation knows less than an answer, and what is
        high differs from metric to metric.
        """
        if measure == RATE:
            return tuple(name for name in self.shown if name in OF_INVITATIONS)
        left_out = {"band", "score"} if measure == ANSWERS else {"measured"}
        return tuple(name for name in self.shown if name not in left_out)

    def metrics_of(self, measure: str) -> list[str]:
        """Which metrics are counted: all that are in use for the number of answers."""
        return self.metrics if measure == ANSWERS else [measure]

    def words(self, name: str) -> str:
        """What a dimension is called."""
        return self[name].words

    def __contains__(self, name: object) -> bool:
        return name in self.shown

    def __getitem__(self, name: str) -> Dimension:
        if name not in self._made:
            self._make(name)
        return self._made[name]

    def _make(self, name: str) -> None:
        if name in PLACES:
            touchpoints = touchpoints_of(self.access)
            put_away = touchpoints_of(self.access, archived=True)
            places = Places([*touchpoints, *put_away])
            self._made |= {one.name: one for one in places.with_what_follows()}
            return
        if name in self.facts:
            self._made[name] = Facts(self.access, self.facts[name])
        elif name in WORDS:
            self._made[name] = Words(name, self.access)
        elif name in TIMES:
            self._made[name] = self._time(name)
        else:
            self._made[name] = self._others[name]()

    @property
    def _others(self) -> dict[str, Callable[[], Dimension]]:
        return {
            "group": lambda: Groups(tracked_segments(self.access)),
            "survey": lambda: Surveys(
                dict(
                    Survey.objects.visible_to(self.access)
                    .order_by("name")
                    .values_list("pk", "name")
                )
            ),
            "measured": lambda: Measured(self.metrics),
            "band": Bands,
            "score": Scores,
            "tag": lambda: Tags(self.access, tags_fact(self.access)),
            "weekday": lambda: Weekdays(self.access),
        }

    def _time(self, name: str) -> Times:
        if name != "fiscal_quarter":
            return Times(name, part=name)
        first_month = self.access.workspace.fiscal_year_start
        return Times(name, part="quarter", first_month=first_month)
