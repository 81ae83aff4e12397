"""The scale of a question, and the metric that it measures."""

from emptychair.surveys.rules.scores import ScoreTone, tone_of
from emptychair.surveys.types import SCALE
from emptychair.surveys.types.definition import Question, QuestionKind

# How many points a kind may have; the first is the usual number.
POINTS: dict[QuestionKind, tuple[int, ...]] = {
    QuestionKind.NPS: (11,),
    QuestionKind.CSAT: (5, 3, 7, 2),  # of two: thumbs, 0 and 1
    QuestionKind.CES: (7, 5),
    QuestionKind.PMF: (3,),
    QuestionKind.AGREE: (5, 3, 4, 6, 7),
    QuestionKind.MATRIX: (5, 3, 4, 6, 7),
}
METRICS: dict[tuple[QuestionKind, int], str] = {
    (QuestionKind.NPS, 11): "nps",
    (QuestionKind.CSAT, 5): "csat",
    (QuestionKind.CSAT, 3): "csat3",
    (QuestionKind.CSAT, 7): "csat7",
    (QuestionKind.CSAT, 2): "thumbs",
    (QuestionKind.CES, 7): "ces",
    (QuestionKind.CES, 5): "ces5",
    (QuestionKind.PMF, 3): "pmf",
}
_SHAPES = {metric: shape for shape, metric in METRICS.items()}


def points_of(question: Question) -> int:
    """How many points the scale has; nothing for kinds without a scale."""
    usual = POINTS.get(question.kind)
    return (question.points or usual[0]) if usual else 0


def metric_of(question: Question) -> str:
    """The metric a question measures, or the empty word."""
    return METRICS.get((question.kind, points_of(question)), "")


def shape_of(metric: str) -> tuple[QuestionKind, int]:
    """Kind and points of the question that measures a metric. Raises `KeyError`."""
    return _SHAPES[metric]


def scale_of(question: Question) -> tuple[int, int]:
    """The lowest and the highest point, `(0, 0)` for kinds without a scale."""
    metric = metric_of(question)
    return SCALE[metric] if metric else (1, points_of(question)) if points_of(question) else (0, 0)


def steps_of(question: Question) -> range:
    """All points of the scale, in order."""
    low, high = scale_of(question)
    return range(low, high + 1) if high else range(0)


def band_of(question: Question, number: float | None) -> ScoreTone | None:
    """Whether the number is a grievance, praise, or neither; nothing where there is none."""
    metric = metric_of(question)
    return tone_of(metric, int(number)) if metric and number is not None else None
