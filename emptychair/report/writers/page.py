"""One self-contained HTML file: no script, nothing from outside, opens offline and prints on A4."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from emptychair.charts import Chart, stylesheet
from emptychair.report import wording as w
from emptychair.report.labels import field_label, how_label, notable_sentence, statistic_label
from emptychair.report.pictures import distribution_chart, segment_chart, trend_chart
from emptychair.report.types import Report, Segment

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Drawing:
    """A chart as the template shows it: the drawing, and the table behind."""

    svg: SafeString
    chart: Chart


@dataclass(frozen=True)
class SegmentBlock:
    """The segments of one column with their chart."""

    field: str
    drawing: Drawing | None
    segments: list[Segment]


def as_page(report: Report) -> bytes:
    """The report as HTML, UTF-8."""
    engine = Engine(
        dirs=[str(TEMPLATES)],
        libraries={"i18n": "django.templatetags.i18n", "report": "emptychair.report.tags"},
        builtins=["emptychair.report.tags"],
    )
    with translation.override(report.language):
        context = Context(page_context(report), use_l10n=False)
        text = engine.get_template("report/report.html").render(context)
    return text.encode()


def page_context(report: Report) -> dict[str, Any]:
    """What the template needs, beside the report itself."""
    return {
        "report": report,
        "LANGUAGE_CODE": report.language,
        "style": mark_safe(style()),  # noqa: S308 - our own style sheets
        "made_on": w.day(date.fromisoformat(report.made_at[:10])),
        "period": _period(report),
        "trend": drawing(trend_chart(report)),
        "distribution": drawing(distribution_chart(report)),
        "segment_blocks": segment_blocks(report),
        "word_sides": word_sides(report),
        "words_note": words_note(report),
        "notable": [
            {"way": month.notable, "sentence": notable_sentence(month)}
            for month in report.trend
            if month.notable
        ],
        "benchmark_lines": benchmark_lines(report),
        "column_lines": column_lines(report),
    }


def style() -> str:
    """Tokens, the page and the charts in one sheet."""
    folder = files("emptychair.report").joinpath("templates/report")
    own = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("tokens.css", "page.css")]
    return "\n".join([own[0], own[1], stylesheet()])


def drawing(chart: Chart | None) -> Drawing | None:
    """A chart that may be put into the page as it is."""
    if chart is None:
        return None
    return Drawing(mark_safe(chart.svg), chart)  # noqa: S308 - the builder escapes every text


def segment_blocks(report: Report) -> list[SegmentBlock]:
    """One block a column, in the order of the report."""
    blocks = []
    for field, found in groupby(report.segments, key=lambda segment: segment.field):
        segments = list(found)
        chart = segment_chart(field, segments, report)
        blocks.append(SegmentBlock(field, drawing(chart), segments))
    return blocks


def word_sides(report: Report) -> list[dict[str, Any]]:
    """The words of detractors and of promoters, a list a language."""
    titles = {"detractors": _("What detractors write"), "promoters": _("What promoters write")}
    return [
        {
            "title": titles[side],
            "side": side,
            "words": [word for word in report.words if word.side == side],
        }
        for side in ("detractors", "promoters")
    ]


def words_note(report: Report) -> str:
    """Which comments were read for the words."""
    source = report.word_source
    facts = {"analysed": w.count(source.analysed), "comments": w.count(source.comments)}
    if source.sampled:
        return (
            _(
                "From a random sample of %(analysed)s of %(comments)s comments (all with "
                "--all-words)."
            )
            % facts
        )
    return _("From all %(analysed)s comments.") % facts


def benchmark_lines(report: Report) -> list[dict[str, Any]]:
    """Published figures as they are shown; small fractions stay visible."""
    return [
        {
            "sector": line.sector,
            "statistic": statistic_label(line),
            "brand": line.brand,
            "value": w.points(line.value, 0 if line.value == int(line.value) else 1),
            "publisher": line.publisher,
            "year": line.year,
            "note": line.note,
        }
        for line in report.benchmarks
    ]


def column_lines(report: Report) -> list[dict[str, str]]:
    """Which column was taken for what, and why."""
    return [
        {"header": use.header, "field": field_label(use.field), "how": how_label(use)}
        for use in report.mapping
    ]


def _period(report: Report) -> str:
    if report.period.first is None or report.period.last is None:
        return _("no dates in the file")
    first, last = (date.fromisoformat(day) for day in (report.period.first, report.period.last))
    return w.span(first, last)
