"""Delighted's names for scales, their groups and their headline."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SurveyType:
    """A kind of survey: its name there, and its groups from the lowest score to the highest."""

    name: str
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    headline: tuple[str, ...]  # the share of these groups; NPS has a formula of its own

    @property
    def scores(self) -> range:
        """All scores of the scale."""
        every = [score for _name, scores in self.groups for score in scores]
        return range(min(every), max(every) + 1)


NPS = SurveyType(
    "nps",
    (("promoter", (9, 10)), ("passive", (7, 8)), ("detractor", tuple(range(7)))),
    (),
)
_CSAT5 = (("satisfied", (4, 5)), ("neutral", (3,)), ("dissatisfied", (1, 2)))
# Our kinds of score, by what Delighted calls them. It has none with seven steps of satisfaction.
TYPES: dict[str, SurveyType] = {
    "nps": NPS,
    "csat": SurveyType("csat", _CSAT5, ("satisfied",)),
    "csat3": SurveyType(
        "csat3", (("satisfied", (3,)), ("neutral", (2,)), ("dissatisfied", (1,))), ("satisfied",)
    ),
    "ces": SurveyType(
        "ces7", (("agree", (5, 6, 7)), ("neutral", (4,)), ("disagree", (1, 2, 3))), ("agree",)
    ),
    "ces5": SurveyType(
        "ces", (("agree", (4, 5)), ("neutral", (3,)), ("disagree", (1, 2))), ("agree",)
    ),
    "pmf": SurveyType(
        "pmf",
        (("very_disappointed", (3,)), ("mildly_disappointed", (2,)), ("not_disappointed", (1,))),
        ("very_disappointed",),
    ),
    "thumbs": SurveyType("thumbs", (("thumbs_up", (1,)), ("thumbs_down", (0,))), ("thumbs_up",)),
}
# CSAT of five that is shown as stars or faces has a name and groups of its own.
LOOKS: dict[str, SurveyType] = {
    "stars": SurveyType(
        "stars_five",
        tuple((f"star_{star}", (star,)) for star in range(5, 0, -1)),
        ("star_5", "star_4"),
    ),
    "faces": SurveyType(
        "smileys",
        (
            ("very_happy", (5,)),
            ("happy", (4,)),
            ("neutral", (3,)),
            ("unhappy", (2,)),
            ("very_unhappy", (1,)),
        ),
        ("very_happy", "happy"),
    ),
}


def type_of(metric: str, look: str = "numbers") -> SurveyType | None:
    """What Delighted calls a scale of ours, or nothing where it has no such scale."""
    if metric == "csat" and look in LOOKS:
        return LOOKS[look]
    return TYPES.get(metric)


def core_figures(kind: SurveyType, by_score: Mapping[int, int]) -> dict[str, int]:
    """Headline, count and percent of each group, count of all; whole numbers, zeros for nobody."""
    total = sum(by_score.get(score, 0) for score in kind.scores)
    counts = {name: sum(by_score.get(score, 0) for score in scores) for name, scores in kind.groups}
    if kind.headline:
        above = sum(counts[name] for name in kind.headline)
    else:
        above = counts["promoter"] - counts["detractor"]
    found = {kind.name: percent(above, total)}
    for name, count in counts.items():
        found |= {f"{name}_count": count, f"{name}_percent": percent(count, total)}
    return found | {"response_count": total}


def percent(part: int, whole: int) -> int:
    """In percent, halves away from zero; zero of nothing."""
    if not whole:
        return 0
    sign = -1 if part < 0 else 1
    return sign * ((200 * abs(part) + whole) // (2 * whole))
