"""One of each chart with its words, and eyes for what stands on it."""

from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as ET

from emptychair.charts import (
    BarLabels,
    BarRow,
    Chart,
    DistributionLabels,
    ForestLabels,
    ForestRow,
    HeatField,
    HeatLabels,
    LineSeries,
    LinesLabels,
    Mark,
    Part,
    QuadrantLabels,
    QuadrantPoint,
    ShareLabels,
    TrendLabels,
    TrendPoint,
    bars,
    distribution,
    forest,
    heat,
    lines,
    quadrant,
    share_strip,
    sparkline,
    trend,
)
from emptychair.charts.canvas import Box, text_box

SVG = "{http://www.w3.org/2000/svg}"
TREND = TrendLabels(
    period="Month",
    value="NPS",
    interval="95% interval",
    between="{low} to {high}",
    n="Answers",
    note="Note",
    missing="no answers",
    few="Fewer than 30 answers",
    up="Rise beyond noise",
    down="Fall beyond noise",
)
DISTRIBUTION = DistributionLabels(
    score="点",
    count="件数",
    share="割合",
    group="区分",
    detractors="批判者",
    passives="中立者",
    promoters="推奨者",
)
FOREST = ForestLabels(
    row="接点",
    value="推奨度",
    interval="95%区間",
    between="{low} 〜 {high}",
    n="回答数",
    note="言えること",
    good="全体より高い",
    bad="全体より低い",
    quiet="まだ言えない",
)
BARS = BarLabels(
    row="Theme", value="Effect", interval="95% interval", between="{low} to {high}", n="Voices"
)
QUADRANT = QuadrantLabels(
    row="項目",
    x="出来ばえ",
    y="効きめ",
    interval="95%区間",
    between="{low} 〜 {high}",
    note="言えること",
    corners=("まず直す", "守る", "後でよい", "十分"),
    good="守る",
    bad="まず直す",
    quiet="まだ言えない",
)
SHARES = ShareLabels(part="Group", count="Answers", share="Share")


def month(index: int, value: float | None = 12.0, *, n: int = 80) -> TrendPoint:
    """A month from January 2024 on, ten points either way."""
    label = f"{2024 + index // 12}年{index % 12 + 1}月"
    if value is None:
        return TrendPoint(label, None, None, None, 0)
    return TrendPoint(label, value, value - 10, value + 10, n)


def a_trend(text: str = "窓口", width: float = 720) -> Chart:
    points = [month(index, float(index % 7) * 3, n=20 + 15 * (index % 3)) for index in range(26)]
    points[8] = month(8, None)
    points[12] = TrendPoint(text, 30, 20, 40, 99, "up")
    points[13] = TrendPoint("2025年2月", -30, -40, -20, 99, "down")
    marks = [Mark(2, text), Mark(4, text), Mark(24, text)]
    return trend(
        points, title=text or "t", description=text, labels=TREND, marks=marks, width=width
    )


def a_distribution(text: str = "分布", width: float = 720) -> Chart:
    counts = [1, 0, 1, 0, 1, 4, 1, 6, 7, 8, 7]
    labels = (
        DISTRIBUTION
        if text == "分布"
        else DistributionLabels(
            score=text,
            count=text,
            share=text,
            group=text,
            detractors=text,
            passives=text,
            promoters=text,
        )
    )
    return distribution(counts, title=text or "t", description=text, labels=labels, width=width)


def a_forest(text: str = "支払い方法の変更", width: float = 720) -> Chart:
    rows = [
        ForestRow(text, -31, -45, -17, 1_083, "bad", text),
        ForestRow("当日の料理", 44, 33, 55, 231, "good"),
        ForestRow(text, 8, -38, 54, 9, "quiet"),
    ]
    return forest(
        rows,
        title=text or "t",
        description=text,
        labels=FOREST,
        reference=19,
        reference_label=text,
        width=width,
    )


def some_bars(text: str = "駐車場", width: float = 720) -> Chart:
    rows = [BarRow(text, -6.2, -9.8, -2.4, 23, "bad"), BarRow(text, 5.1, tone="good")]
    return bars(rows, title=text or "t", description=text, labels=BARS, width=width)


def a_strip(text: str = "推奨者", width: float = 720) -> Chart:
    parts = [Part(text, 8, "bad"), Part(text, 0, "quiet"), Part(text, 15, "good")]
    return share_strip(parts, title=text or "t", description=text, labels=SHARES, width=width)


def a_sparkline(text: str = "推奨度", width: float = 120) -> Chart:
    return sparkline([3, None, 9, 12], title=text or "t", width=width)


def a_heat(text: str = "支払い", width: float = 720) -> Chart:
    columns = [f"{2025 + number // 12}年{number % 12 + 1}月" for number in range(13)]
    fields = [
        [
            HeatField(
                f"+{number}", None if number % 5 == 0 else number % 7, "up" if number == 3 else None
            )
            for number in range(13)
        ],
        [HeatField("" if number == 2 else "−44", number % 7, "down") for number in range(13)],
    ]
    labels = HeatLabels(row="接点", few="30件未満", up="偶然を超えて上昇", down="偶然を超えて低下")
    return heat(
        [text, "窓口"],
        columns,
        fields,
        title=text or "t",
        description=text,
        labels=labels,
        width=width,
    )


def some_lines(text: str = "支払い", width: float = 720) -> Chart:
    one = tuple(month(index, float(index % 5), n=20 + 15 * (index % 3)) for index in range(9))
    other = tuple(month(index, None if index == 4 else 2.0 + index) for index in range(9))
    third = tuple(month(index, 3.0 + index % 2) for index in range(9))
    labels = LinesLabels(period="月", missing="回答なし", few="30件未満")
    series = [LineSeries(text, one), LineSeries("窓口", other), LineSeries(text, third)]
    return lines(series, title=text or "t", description=text, labels=labels, width=width)


def a_quadrant(text: str = "台所の片付け", width: float = 720) -> Chart:
    labels = (
        QUADRANT
        if text == "台所の片付け"
        else QuadrantLabels(
            **dict.fromkeys(
                ("row", "x", "y", "interval", "between", "note", "good", "bad", "quiet"), text
            ),
            corners=(text, text, text, text),
        )
    )
    points = [
        QuadrantPoint(text, (54, 56, 58), (0.14, 0.18, 0.23), "bad", text),
        QuadrantPoint("料理", (65, 67, 69), (0.08, 0.11, 0.15), "good"),
        QuadrantPoint(text, (64, 66, 68), (0.05, 0.1, 0.12), "quiet", text),
        QuadrantPoint("予約", (70, 71, 72), (0.0, 0.0, 0.01), "quiet"),
    ]
    return quadrant(
        points, (65, 0.09), title=text or "t", description=text, labels=labels, width=width
    )


EVERY_CHART: tuple[Callable[..., Chart], ...] = (
    a_trend,
    a_distribution,
    a_forest,
    a_quadrant,
    some_bars,
    a_strip,
    a_sparkline,
    a_heat,
    some_lines,
)


def parsed(chart: Chart) -> ET.Element:
    """The drawing as a tree; fails where it is not well-formed."""
    return ET.fromstring(chart.svg)  # noqa: S314 - our own output


def texts(chart: Chart) -> list[tuple[str, Box]]:
    """What is written on the drawing, and where."""
    found = []
    for node in parsed(chart).iter(f"{SVG}text"):
        shown = (node.text or "") + "".join(child.tail or "" for child in node)
        place = (float(node.get("x", "0")), float(node.get("y", "0")))
        box = text_box(
            place,
            shown,
            size=float(node.get("font-size", "12")),
            anchor=node.get("text-anchor", "start"),
            bold=node.get("font-weight") == "600",
        )
        found.append((shown, box))
    return found


def overlaps(chart: Chart) -> list[tuple[str, str]]:
    """Pairs of words that stand on each other; a tenth of a unit is rounding."""
    return [
        (one, other)
        for (one, box), (other, place) in combinations(texts(chart), 2)
        if box.meets(place, -0.2)
    ]


def by_class(chart: Chart, name: str) -> list[ET.Element]:
    """The elements with this class."""
    return [node for node in parsed(chart).iter() if name in node.get("class", "").split()]
