"""The drivers there are: questions on a scale, rows of a matrix, touchpoints, tags."""

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.metrics.datasets import SCALE_KINDS
from emptychair.metrics.driver_types import DriverItem
from emptychair.metrics.rules.drivers import bands_of, place_key, scale_of_metric
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.definitions import versions_of
from emptychair.surveys.rules.definition import read_definition
from emptychair.surveys.rules.piping import pipe, spoken
from emptychair.surveys.rules.scales import metric_of, scale_of
from emptychair.surveys.types import Metric
from emptychair.surveys.types.definition import Definition, Question, QuestionKind
from emptychair.surveys.types.flow import Facts
from emptychair.touchpoints.queries import touchpoints_of


def question_items(access: Access, survey: Survey) -> dict[str, DriverItem]:
    """Questions on a scale beside the main one, as the latest version words them."""
    found: dict[str, DriverItem] = {}
    for version in versions_of(access, survey):
        definition = read_definition(version.definition)
        for item in _items(definition, access.workspace.name):
            found[item.key] = item
    return found


def place_items(access: Access, keys: Iterable[tuple[int, str]]) -> dict[str, DriverItem]:
    """A touchpoint and what was measured there, for each pair of these."""
    pairs = set(keys)
    several = {place for place, _m in pairs if sum(one == place for one, _n in pairs) > 1}
    rows = [*touchpoints_of(access), *touchpoints_of(access, archived=True)]
    names = {row.pk: row.name for row in rows}
    found = {}
    for place, metric in sorted(pairs):
        name = names.get(place, "")
        label = f"{name} ({Metric(metric).label})" if place in several else name
        lowest, highest = scale_of_metric(metric)
        bands = bands_of(lowest, highest, metric=metric) or (None, None)
        found[place_key(place, metric)] = DriverItem(
            key=place_key(place, metric),
            label=label,
            lowest=lowest,
            highest=highest,
            low=bands[0],
            high=bands[1],
            touchpoint_id=place,
        )
    return found


def _items(definition: Definition, company: str) -> Iterator[DriverItem]:
    language = (get_language() or "ja").split("-")[0]
    for question in definition.questions:
        if question.kind not in SCALE_KINDS or question.key == definition.score:
            continue
        titles = {question.key: question.title}
        if question.kind is QuestionKind.MATRIX:
            titles = {f"{question.key}/{row.key}": row.label for row in question.rows}
        for key, texts in titles.items():
            label = pipe(spoken(texts, language, definition), {}, Facts(company=company))
            yield _item(key, label, question)


def _item(key: str, label: str, question: Question) -> DriverItem:
    lowest, highest = scale_of(question)
    bands = bands_of(lowest, highest, metric=metric_of(question)) or (None, None)
    return DriverItem(
        key=key,
        label=label,
        lowest=float(lowest),
        highest=float(highest),
        low=bands[0],
        high=bands[1],
    )
