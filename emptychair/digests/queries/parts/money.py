"""What a point of the score goes along with in money, beside the targets of the company."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.digests.types import Ask, Cell, Part, Table
from emptychair.digests.words import count_cell, limit_words, text_cell
from emptychair.metrics.money_types import MoneyFigures, OutcomeLink
from emptychair.metrics.money_words import (
    link_sentence,
    outcome_words,
    point_sentence,
    slope_words,
)
from emptychair.metrics.queries.money import USUAL_DAYS, money_question, score_and_money


def money_parts(access: Access, ask: Ask) -> list[Part]:
    """For the whole company only: customers are not a team's."""
    if not ask.is_whole:
        return []
    found = score_and_money(access, money_question(access, days=USUAL_DAYS, now=ask.now))
    if not found.over:
        return []
    return [
        Part(
            key="money",
            group="decide",
            message=_message(found),
            sentences=tuple(
                _("%(title)s: %(why)s")
                % {"title": outcome_words(one.outcome), "why": link_sentence(found, one)}
                for one in found.outcomes
            ),
            notes=(
                _("A link, not a cause. A point is one of the scale from 0 to 10 of one customer."),
                _("As of the moment the report is made."),
            ),
            tables=(_table(found),),
            address=f"{ask.address}/scores/money/",
        )
    ]


def _message(found: MoneyFigures) -> str:
    links = [one.link for one in found.outcomes if one.link]
    if not links:
        return pgettext("report", "Score and money: too few customers to tell yet")
    if not any(link.is_seen for link in links):
        return pgettext("report", "Score and money: no link seen in your data")
    return point_sentence(found) or pgettext("report", "Score and money go along with each other")


def _table(found: MoneyFigures) -> Table:
    header = (
        pgettext("report", "What customers did"), _("Customers"),
        pgettext("report", "With a point more"), *limit_words(),
    )  # fmt: skip
    rows = tuple(_row(found, one) for one in found.outcomes)
    return Table(_("Score and money"), header, rows, told=True)


def _row(found: MoneyFigures, one: OutcomeLink) -> tuple[Cell, ...]:
    link = one.link
    values = (link.slope, link.low, link.high) if link else (None, None, None)
    return (
        text_cell(outcome_words(one.outcome)),
        count_cell(one.n),
        *(
            text_cell("" if each is None else slope_words(one.outcome, each, found.currency))
            for each in values
        ),
    )
