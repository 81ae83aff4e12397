"""A bridge from one sum to another."""

import re

import pytest

from emptychair.charts import BridgeLabels, BridgeStep, bridge, plain

LABELS = BridgeLabels(step="Step", value="A month", n="Customers")


def draw(*steps, width=720):
    return bridge(
        steps, title="October", description="What moved", labels=LABELS, width=width, write=plain
    )


@pytest.mark.parametrize("width", [720, 360])
def test_each_change_begins_where_the_last_one_ended(width):
    chart = draw(
        BridgeStep("Start", 100, 4, total=True),
        BridgeStep("New", 40, 1),
        BridgeStep("Lost", -20, 1),
        BridgeStep("End", 120, 4, total=True),
        width=width,
    )
    bars = re.findall(r'<rect class="chart-(\w+)" x="([\d.]+)"[^>]*? width="([\d.]+)"', chart.svg)
    _start, new, lost, end = [
        (float(x), float(x) + float(size)) for tone, x, size in bars if tone != "hatch"
    ]
    assert new[1] == pytest.approx(lost[1], abs=0.2)
    assert lost[0] == pytest.approx(end[1], abs=0.2)
    assert [tone for tone, _x, _size in bars if tone != "hatch"] == [
        "quiet",
        "good",
        "bad",
        "quiet",
    ]


def test_the_table_behind_it_says_the_same():
    chart = draw(BridgeStep("Start", 100, 4, total=True), BridgeStep("Lost", -20))
    assert chart.header == ("Step", "A month", "Customers")
    assert chart.rows == (("Start", "100", "4"), ("Lost", "−20", ""))


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="bridge"):
        draw()
