"""Charts on slides: native ones, so that whoever gets them changes a number and sees it."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from emptychair.digests.types import Graph
from emptychair.digests.writers.slide_deck import BRAND, EDGE, SOFT, Box, colour_of

BOUNDED = {'0"%"', "+0;−0;0"}  # shares and NPS, of which none is above 100
KINDS = {"line": XL_CHART_TYPE.LINE_MARKERS, "bar": XL_CHART_TYPE.BAR_CLUSTERED}


def put_chart(slide: Any, graph: Graph, box: Box) -> None:
    """The numbers of a picture, drawn by the program that shows the slides."""
    data: Any = CategoryChartData(number_format=graph.pattern)  # type: ignore[no-untyped-call]  # no stubs
    is_bar = graph.kind == "bar"
    below = graph.short or graph.labels
    data.categories = below[::-1] if is_bar else below
    for line in graph.lines:
        data.add_series(line.name, line.values[::-1] if is_bar else line.values)
    frame = slide.shapes.add_chart(KINDS[graph.kind], *box.emus, data)
    frame.name = graph.title
    told = ", ".join(
        f"{label}: {value:g}"
        for label, value in zip(graph.labels, graph.lines[0].values, strict=True)
        if value is not None
    )
    properties = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001 - there is no other way
    properties.set("descr", f"{graph.title}. {told}")
    chart = frame.chart
    chart.font.size = Pt(12)
    chart.has_title = True
    chart.chart_title.text_frame.text = graph.title
    chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(13)
    chart.has_legend = not is_bar
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _axes(chart, graph)
    for line, series in zip(graph.lines, chart.plots[0].series, strict=True):
        _series(series, is_bar=is_bar, is_limit=line.is_limit, pattern=graph.pattern)
    if is_bar:
        chart.plots[0].gap_width = 60


def _axes(chart: Any, graph: Graph) -> None:
    values, labels = chart.value_axis, chart.category_axis
    if graph.pattern in BOUNDED and graph.kind == "line":
        values.maximum_scale = 100  # nothing is larger, whatever a program would round up to
    values.major_gridlines.format.line.color.rgb = colour_of(EDGE)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = (
        graph.pattern, False,
    )  # fmt: skip
    labels.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    labels.tick_labels.font.size = Pt(11)


def _series(series: Any, *, is_bar: bool, is_limit: bool, pattern: str) -> None:
    colour = colour_of(SOFT if is_limit else BRAND)
    if is_bar:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        series.invert_if_negative = False
    else:
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(1 if is_limit else 2.5)
        series.marker.style = None
    if is_limit:
        series.format.line.dash_style = MSO_LINE.ROUND_DOT
        series.marker.size = 2
        return
    if not is_bar:
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
    labels = series.data_labels
    labels.show_value, labels.number_format = True, pattern
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if is_bar else XL_LABEL_POSITION.ABOVE
    labels.font.size = Pt(11)
