"""Checks, refusals and needs as sentences."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from emptychair.charts import plain, signed
from emptychair.effects.types import Design, SeriesLimit, Unreadable
from emptychair.metrics.words import day_words
from emptychair.stats import Check, Effect, StatsError


def check_words(check: Check) -> str:
    """What was looked at and what was found."""
    numbers = {name: _number(value) for name, value in check.numbers.items()}
    sentence = _sentences().get(check.code)
    return sentence % _Known(numbers) if sentence else check.code


class _Known(dict[str, str]):
    """A number that is not there is left out."""

    def __missing__(self, key: str) -> str:
        return "–"


def _sentences() -> Mapping[str, str]:
    return {
        "alike-before.kept": _("Both groups scored alike before, as a draw should leave them."),
        "alike-before.broken": _(
            "The groups already differed before by %(difference)s. A fair draw does that once in "
            "a hundred times; look whether everybody got what was drawn."
        ),
        "as-drawn.kept": _("As many of each group answered as were drawn."),
        "as-drawn.broken": _(
            "The groups did not answer in the drawn shares. The change itself may have made "
            "people answer, or fall silent."
        ),
        "parallel-before.kept": _("Before the start both moved side by side."),
        "parallel-before.broken": _(
            "They were already parting before the start, by %(slope)s a month. The gap after it "
            "may be the same movement."
        ),
        "placebo-date.kept": _("A made-up date before the start shows no effect."),
        "placebo-date.broken": _(
            "A made-up date before the start shows an effect too (%(effect)s). Something else "
            "moves one of them."
        ),
        "periods-before.kept": _("Enough months were seen before the start."),
        "periods-before.broken": _(
            "Under three months were seen before the start, so nobody knows whether they moved "
            "side by side."
        ),
        "sizes-alike.kept": _("It has about as many answers as those it is ranked among."),
        "sizes-alike.broken": _(
            "It has %(ratio)s times as many answers as those it is ranked among, which makes the "
            "ranking unfair."
        ),
        "steady-level.kept": _("The level held steady before; it did not wander slowly."),
        "steady-level.broken": _("The level wandered slowly before."),
        "steady-noise.kept": _("The points scatter after the start as they did before."),
        "steady-noise.broken": _("The points scatter more after the start than before."),
        "mix-moved.kept": _("Who answered does not bend the estimate."),
        "mix-moved.broken": _(
            "Others answer than before the start, which by itself moves the estimate by %(points)s."
        ),
        "close-before.kept": _("The mix followed the line closely before the start."),
        "close-before.broken": _(
            "The mix missed the line by %(error)s before the start, more than is usual "
            "(%(typical)s). No mix of the others resembles it."
        ),
    }


def refusal_words(design: str, refusal: StatsError) -> str:
    """Why nothing can be said, and what would be needed."""
    text = str(refusal)
    if "rise by themselves" in text:
        return _(
            "The change went to those who scored low. They rise by themselves, the others do not: "
            "only a draw among the low ones could tell."
        )
    return _needs().get(design, _("There are not enough answers to compare."))


def _needs() -> Mapping[str, str]:
    return {
        Design.HOLDOUT: _(
            "Each group needs answers of at least ten people (or companies) after the start."
        ),
        Design.DIFFERENCES: _(
            "At least five companies with the change and five without, each heard before and "
            "after, are needed; for one touchpoint, nineteen others to rank it among."
        ),
        Design.SERIES: _(
            "Twenty-four months (or weeks) before the start and four after it are needed, each "
            "with five answers or more and without a gap."
        ),
        Design.SYNTHETIC: _(
            "Nineteen other touchpoints are needed, heard in the same twelve months (or weeks) "
            "before the start."
        ),
        "rise": _(
            "To say how much of a rise comes by itself, ten unhappy people who answered again "
            "are needed, and thirty people without a case who answered twice."
        ),
    }


def limit_words(found: SeriesLimit, *, today: date) -> str:
    """What the plan of one series overlooks, and what to do; on that day nobody waits any more."""
    facts = {"day": day_words(found.day), "n": found.before}
    if found.why is Unreadable.LONG and found.day < today:
        return _ended()[found.step] % facts
    return _limits()[found.why, found.step] % facts


def _ended() -> Mapping[str, str]:
    return {
        "month": _(
            "One series is read for six whole months after the start; they ended on %(day)s, and "
            "what came later is not read. Judge now, or choose another design."
        ),
        "week": _(
            "One series is read for four whole weeks after the start; they ended on %(day)s, and "
            "what came later is not read. Judge now, or choose another design."
        ),
    }


def _limits() -> Mapping[tuple[Unreadable, str], str]:
    past = _(
        "One series needs twenty-four months (or weeks) in a row before the start, each with five "
        "answers or more; there are %(n)s. It will not tell anything: choose another design."
    )
    return {
        (Unreadable.LONG, "month"): _(
            "One series is read for six whole months after the start; they end on %(day)s, and "
            "later ones are not read. Judge by %(day)s or choose another design."
        ),
        (Unreadable.LONG, "week"): _(
            "One series is read for four whole weeks after the start; they end on %(day)s, and "
            "later ones are not read. Judge by %(day)s or choose another design."
        ),
        (Unreadable.SHORT, "month"): _(
            "One series needs four whole months after the start; they end on %(day)s, after the "
            "day of the verdict. Judge on %(day)s or later, or choose another design."
        ),
        (Unreadable.SHORT, "week"): _(
            "One series needs four whole weeks after the start; they end on %(day)s, after the "
            "day of the verdict. Judge on %(day)s or later, or choose another design."
        ),
        (Unreadable.PAST, "month"): past,
        (Unreadable.PAST, "week"): past,
    }


def method_words(effect: Effect) -> str:
    """How it was computed, in a sentence."""
    return {
        "holdout": _("Those who got the change against those held out by chance."),
        "differences": _("The movement of those with the change against the others' movement."),
        "one-treated": _(
            "One touchpoint's movement, ranked among that of the others. A single one has no error "
            "of its own, so no other interval would be honest."
        ),
        "staggered": _("Each company against what its own past and the others' months promise."),
        "series": _("The line after the start against its own past: trend, season and wandering."),
        "synthetic": _(
            "The line after the start against a mix of others that moved like it, each counted "
            "from its own mean before the start."
        ),
    }[effect.method]


def _number(value: float) -> str:
    return signed(value, decimals=1) if abs(value) < 10 else signed(value)


def plain_number(value: float) -> str:
    """A size without its sign, in points."""
    return plain(value, decimals=1)
