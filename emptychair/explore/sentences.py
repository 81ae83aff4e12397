"""What may be said of a table, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.explore.rules.figures import difference_of
from emptychair.explore.sentences_of_cases import counted_words, grey_words
from emptychair.explore.types import (
    ANSWERS,
    CASES,
    COUNTED_IN_FULL,
    CUSTOMERS,
    LONG_TIMES,
    OF_CASES,
    OF_CONTRACTS,
    RATE,
    Cell,
    Table,
)
from emptychair.explore.words import change_words, figure_words, joined
from emptychair.metrics.words import period_words


def which_words(table: Table) -> str:
    """Which answer of a person counts."""
    if table.question.measure in OF_CONTRACTS:
        return _counted_words(table)
    if table.question.measure in OF_CASES:
        return counted_words(table.question.measure)
    if table.question.measure == RATE:
        return _("Every invitation of the period counts, answered by now or not.")
    if table.question.which == "all":
        return _("Every answer counts, also several of one person.")
    return _(
        "Of each person the latest answer to each survey and touchpoint counts; where time is "
        "asked for, the latest in each part of it, so totals are counted by themselves."
    )


def _counted_words(table: Table) -> str:
    """Which customers count, and on which days."""
    if table.shows in {"count", "money"}:
        said = _("Customers with a paid contract on the last day; who only tries does not count.")
    elif table.shows == "share":
        said = _(
            "Of the customers with a paid contract on the day before, those without one on the "
            "last day; who left and came back between does not count as lost."
        )
    else:
        said = _(
            "What the customers of the day before pay on the last day, as a share of what they "
            "paid then; new customers do not count."
        )
    if table.shows not in {"count", "money"} and {*LONG_TIMES} & {*table.question.dimensions}:
        more = _("Each part of time is counted from its own days, and so is the total.")
        said = joined(said, more)
    return said


def compared_words(table: Table) -> str:
    """How many of the differences are more than noise."""
    against = table.question.against
    if against is None:
        return ""
    facts = {
        "before": period_words(against),
        "n": f"{table.compared:,}",
        "told": table.beyond_noise,
    }
    said = _("Compared with %(before)s.") % facts
    if table.question.measure == CASES:
        more = _("All cases are counted, so nothing is said of chance.")
    elif table.question.measure in COUNTED_IN_FULL:
        more = _("Counted in full, so nothing is said of chance.")
    elif table.shows == "count":
        more = _("Numbers of answers are not tested: how many answer depends on how many you ask.")
    elif not table.compared and table.question.measure in OF_CONTRACTS:
        more = _("No figure has 30 customers in both periods, so nothing can be told.")
    elif not table.compared and table.question.measure in OF_CASES:
        more = _("No figure has 30 cases in both periods, so nothing can be told.")
    elif not table.compared:
        more = _("No figure has 30 answers in both periods, so nothing can be told.")
    elif not table.beyond_noise:
        more = _("None of %(n)s differences is beyond noise: take all of them for chance.") % facts
    else:
        more = _told(table.beyond_noise) % facts
    return joined(said, more)


def _told(beyond: int) -> str:
    return ngettext(
        "%(told)s of %(n)s differences is beyond noise, and marked; take the others for chance. "
        "Looking at many at once is paid for (Benjamini-Hochberg).",
        "%(told)s of %(n)s differences are beyond noise, and marked; take the others for chance. "
        "Looking at many at once is paid for (Benjamini-Hochberg).",
        beyond,
    )


def notes_of(table: Table) -> list[str]:
    """What else one must know to read it."""
    found = []
    measure = table.question.measure
    if table.shows == "count" and measure not in {ANSWERS, CUSTOMERS, *OF_CASES}:
        found.append(_("A score by its own bands says nothing, so the answers are counted."))
    if any(cell.figure.too_few and cell.figure.n for cell in table.cells.values()):
        found.append(_grey_words(table))
    if table.private_left_out:
        found.append(
            _(
                "Answers of surveys that promise privacy are left out here: they are told apart by "
                "touchpoint, stage, team, survey, month and longer only."
            )
        )
    if table.private_by_month:
        found.append(
            _(
                "Answers of surveys that promise privacy count by whole months of a touchpoint, "
                "each when it is over and only where enough of them stand together."
            )
        )
    if table.periods_differ:
        found.append(
            _("The two periods have not as many parts, so these do not stand beside each other.")
        )
    return [*found, *table.notes]


def _grey_words(table: Table) -> str:
    if table.question.measure in OF_CASES:
        return grey_words(table.question.measure)
    if table.shows == "kept":
        return _(
            "Grey in brackets: fewer than 30 customers, or a few large ones that decide alone. "
            "Talk to them; never rank or compare."
        )
    if table.question.measure in OF_CONTRACTS:
        return _("Grey in brackets: fewer than 30 customers. Talk to them; never rank or compare.")
    return _("Grey in brackets: fewer than 30 answers. Read and reply; never rank or compare.")


def change_sentence(table: Table, cell: Cell) -> str:
    """One figure against the other period."""
    if cell.before is None:
        return ""
    old = figure_words(table, cell.before)
    moved = difference_of(cell, table.question.measure)
    if cell.change is None and moved is not None:
        facts = {"old": old, "change": change_words(table, moved)}
        return _("Before: %(old)s. Difference %(change)s, counted in full.") % facts
    if cell.is_gone:
        facts = {"old": old, "n": f"{cell.before.n:,}"}
        return _("None in this period. Before: %(old)s (%(n)s).") % facts
    if cell.change is None:
        return _("Before: %(old)s (%(n)s). Too few to compare.") % {
            "old": old,
            "n": f"{cell.before.n:,}",
        }
    facts = {
        "old": old,
        "change": change_words(table, cell.change.estimate),
        "low": change_words(table, cell.change.low),
        "high": change_words(table, cell.change.high),
    }
    if cell.beyond_noise:
        return (
            _("Before: %(old)s. Moved by %(change)s (%(low)s to %(high)s): beyond noise.") % facts
        )
    return _("Before: %(old)s. Difference %(change)s (%(low)s to %(high)s): noise.") % facts
