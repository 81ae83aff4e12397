"""A line of the scorecard in words, with its small chart and where to go next."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import sparkline
from emptychair.metrics.figures import Figure, FigureGroup, Horizon
from emptychair.metrics.types import TOO_FEW
from emptychair.metrics.words import month_words
from emptychair.scorecard.queries.outside import published_levels
from emptychair.scorecard.types import Level, Line, Why, Windows
from emptychair.scorecard.words import (
    difference_words,
    limits_words,
    moved_limits,
    number_words,
    period_span_words,
)
from emptychair.web.scorecard.benchmark import Beside, levels_beside
from emptychair.web.ui.charts import figure
from emptychair.web.ui.words import day_words

TONES = {"better": "good", "worse": "bad", "cannot_tell": "wait"}
PLACES = {
    "voices": ("voices", Permission.VOICE_READ),
    "cases": ("cases", Permission.CASE_READ),
    "overdue": ("cases", Permission.CASE_READ),
    "surveys": ("surveys", Permission.SURVEY_READ),
    "use": ("use", Permission.CUSTOMER_READ),
    "use-trials": ("use-trials", Permission.CUSTOMER_READ),
    "heard": ("heard", Permission.CUSTOMER_READ),
    "lost": ("lost", Permission.CUSTOMER_READ),
    "renewals": ("renewals", Permission.CUSTOMER_READ),
    "repeat": ("repeat", Permission.CUSTOMER_READ),
    "revenue": ("revenue", Permission.CUSTOMER_READ),
    "silent": ("silence", Permission.CUSTOMER_READ),
    "stalled": ("first-value-stalled", Permission.CUSTOMER_READ),
    "organisation": ("organisations", Permission.CUSTOMER_READ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One row as the page shows it."""

    line: Line
    name: str
    address: str
    about: str
    source: str
    horizon: str
    value: str
    interval: str
    n: str
    few: bool
    spark: SafeString | None
    tone: str
    verdict: str
    change: str
    limits: str  # of the change
    against: str
    aim: str
    aim_tone: str
    aim_words: str
    aim_address: str
    benchmarks: list[Beside]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The rows of one group."""

    key: str
    words: str
    lines: tuple[ShownLine, ...]


def shown_groups(access: Access, lines: list[Line], windows: Windows) -> list[ShownGroup]:
    """Brand, funnel and customer success, as far as there is anything."""
    levels = published_levels(access)
    found = [
        ShownGroup(
            group.value,
            str(group.label),
            tuple(
                shown_line(access, one, windows, levels)
                for one in lines
                if one.figure.group == group
            ),
        )
        for group in FigureGroup
    ]
    return [group for group in found if group.lines]


def shown_line(access: Access, line: Line, windows: Windows, levels: list[Level]) -> ShownLine:
    """One row in words; with what it is compared where that is not what the page says."""
    own, currency = line.figure, access.workspace.currency
    aim, aim_tone, aim_words = _aim(line, currency)
    return ShownLine(
        line=line,
        name=str(own.label),
        address=_address(access, own),
        about=str(own.about),
        source=str(own.source),
        horizon=str(Horizon(line.horizon).label),
        value=number_words(own.unit, line.after.value, currency=currency),
        interval=limits_words(own.unit, line.after, currency=currency),
        n=f"n = {line.after.n:,}" if line.after.n else "",
        few=bool(line.after.n) and (line.after.n or 0) < TOO_FEW and own.outside_id is None,
        spark=_spark(line, currency),
        tone=TONES[line.verdict],
        verdict=verdict_words(line),
        change=change_sentence(line, currency),
        limits=_limits(line, currency),
        against="" if line.compared == windows else period_span_words(line.compared.before),
        aim=aim,
        aim_tone=aim_tone,
        aim_words=aim_words,
        aim_address=_aim_address(access, line),
        benchmarks=levels_beside(access, own.key, levels) if own.metric else [],
        steps=tuple(_steps(access, line)),
    )


def verdict_words(line: Line) -> str:
    """Better, worse, or why it cannot be told."""
    return {
        "better": _("better"),
        "worse": _("worse"),
        "cannot_tell": _("cannot tell"),
    }[line.verdict]


def change_sentence(line: Line, currency: str) -> str:
    """How far it moved, or why that cannot be said."""
    if line.change is None or line.why == Why.FEW:
        return str(Why(line.why).label)
    return difference_words(line.figure.unit, line.change.estimate, currency=currency)


def _limits(line: Line, currency: str) -> str:
    if line.change is None or line.why == Why.FEW:
        return ""
    return moved_limits(line.figure.unit, line.change.low, line.change.high, currency=currency)


def _spark(line: Line, currency: str) -> SafeString | None:
    known = [reading for _first, reading in line.months if reading.value is not None]
    if len(known) < 2:
        return None
    first = next(place for place, each in enumerate(line.months) if each[1].value is not None)
    months = line.months[first:]
    known_ends = [reading.has_interval for _first, reading in months]  # "3 hours or more" has one
    lows, highs = (
        [getattr(reading, end) if both else None
         for both, (_first, reading) in zip(known_ends, months, strict=True)]
        for end in ("low", "high")
    )  # fmt: skip
    chart = sparkline(
        [reading.value for _first, reading in months],
        low=lows if any(known_ends) else None,
        high=highs if any(known_ends) else None,
        title=_("%(figure)s, %(first)s to %(last)s")
        % {
            "figure": line.figure.label,
            "first": month_words(months[0][0]),
            "last": month_words(months[-1][0]),
        },
        width=136,
        write=lambda value: number_words(line.figure.unit, value, currency=currency),
    )
    return figure(chart).svg


def _aim(line: Line, currency: str) -> tuple[str, str, str]:
    """The target, and how it stands: the words, a tone, a verdict."""
    aim = line.aim
    if aim is None:
        return "", "", ""
    text = _("%(value)s a month by %(day)s") if line.figure.adds_up else _("%(value)s by %(day)s")
    words = text % {
        "value": number_words(line.figure.unit, aim.value, currency=currency),
        "day": day_words(aim.by_day),
    }
    if line.after.value is None:
        return words, "quiet", _("no value yet")
    if aim.is_reached is None:
        return words, "wait", _("cannot tell")
    if aim.is_reached:
        return words, "good", pgettext("target", "reached")
    return words, "bad", pgettext("target", "not reached")


def _aim_address(access: Access, line: Line) -> str:
    if line.aim is not None and line.aim.target_id is not None:
        return reverse("target", args=[line.aim.target_id])
    if not access.may(Permission.PROGRAMME_MANAGE):
        return ""
    if line.figure.metric:
        return reverse("target-new")
    if line.figure.aim_day is not None:
        return _place(access, line.figure.leads_to, line.figure)
    return reverse("scorecard-row", args=[line.figure.key]) + "#target"


def _address(access: Access, own: Figure) -> str:
    if own.outside_id is not None:
        return reverse("scorecard-figure", args=[own.key])
    if own.metric:
        return reverse("scores") + "?" + urlencode({"metric": own.metric})
    return _place(access, own.leads_to, own)


def _steps(access: Access, line: Line) -> list[Step]:
    own, found = line.figure, []
    if line.missing is not None and access.may(Permission.PROGRAMME_MANAGE):
        words = _("Enter %(month)s") % {"month": month_words(line.missing)}
        found.append(Step(words, reverse("scorecard-figure", args=[own.key]) + "#enter"))
    address = _place(access, own.leads_to, own)
    if address:
        found.append(Step(_step_words(own.leads_to), address))
    if line.verdict == "worse" and access.may(Permission.INITIATIVE_WRITE):
        found.append(Step(_("Start an improvement"), _improvement(access, line)))
    return found[:2]


def _improvement(access: Access, line: Line) -> str:
    """Its form, which knows already what became worse."""
    change = change_sentence(line, access.workspace.currency)
    known = {"hypothesis": f"{line.figure.label}: {change}", "metric": line.figure.metric}
    return f"{reverse('initiative-new')}?{urlencode({k: v for k, v in known.items() if v})}"


def _place(access: Access, name: str, own: Figure) -> str:
    route, needs = PLACES.get(name, ("", None))
    if needs is None or not access.may(needs):
        return ""
    wanted = {
        "voices": {"metric": own.metric, "band": "bad", "period": "90"},
        "overdue": {"view": "overdue"},
        "cases": {"view": "open"},
    }.get(name)
    return reverse(route) + (f"?{urlencode(wanted)}" if wanted else "")


def _step_words(name: str) -> str:
    return {
        "voices": _("Read the critics"),
        "cases": _("Open the cases"),
        "overdue": _("See what is overdue"),
        "surveys": _("Open the surveys"),
        "organisation": _("Open the organisation"),
        "use": _("See the use"),
        "use-trials": _("See the trials"),
        "heard": _("See who is not heard"),
        "lost": _("See who was lost"),
        "renewals": _("See the renewals"),
        "repeat": _("See who buys"),
        "revenue": _("See whose revenue moved"),
        "silent": _("See who is silent"),
        "stalled": _("See who is not there yet"),
    }[name]


def missing_words(count: int, month: date) -> str:
    """How many figures of the last month nobody has entered."""
    return ngettext(
        "%(n)s figure of %(month)s is missing.", "%(n)s figures of %(month)s are missing.", count
    ) % {"n": count, "month": month_words(month)}
