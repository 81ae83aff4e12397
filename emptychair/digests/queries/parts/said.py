"""A few voices of the period, fit to show to whoever gets the report."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.digests.rules.first_score import BESIDE
from emptychair.digests.types import Ask, Cell, Part, Quote, Table
from emptychair.digests.words import day_cell, metric_words, text_cell
from emptychair.kit.masking import cut_whole
from emptychair.metrics.rules.scoring import sign_of
from emptychair.metrics.words import answer_words, day_words
from emptychair.voice.queries import voices
from emptychair.voice.types import Voice, VoiceFilters

OF_EACH, LOOKED_AT, LONGEST = 3, 40, 180
TONES = {1: "good", 0: "quiet", -1: "bad"}


def said_parts(access: Access, ask: Ask) -> list[Part]:
    """The newest low and the newest high ones, at most three of each."""
    newest = newest_told(access, _filters(ask))
    low = list(islice(_with_sign(newest, -1), OF_EACH))
    high = list(islice(_with_sign(newest, 1), OF_EACH))
    chosen = [*low, *high] or newest[:OF_EACH]
    if not chosen:
        return [_nobody(ask)]
    notes = [_("The newest low and high answers with words; not all of them, and not at random.")]
    if not access.may_see_names:
        notes.append(_("Names, addresses and numbers are masked."))
    return [
        Part(
            key="voices",
            group="said",
            message=_message(low, high),
            quotes=tuple(_quote(ask, one) for one in chosen),
            notes=tuple(notes),
            tables=(_table(chosen),),
            address=f"{ask.address}/voices/?period={ask.period.first}..{ask.period.last}",
        )
    ]


def newest_told(access: Access, filters: VoiceFilters) -> list[Voice]:
    """The newest, what product and help pages asked last; who said the same is there once, so that
    few lines tell much.
    """
    own = ~Q(metric__in=BESIDE)
    further = own if filters.further is None else filters.further & own
    found = (
        *voices(access, replace(filters, further=further))[:LOOKED_AT],
        *voices(access, filters)[:LOOKED_AT],
    )
    first: dict[str, Voice] = {}
    for one in found:
        first.setdefault(" ".join(one.comment.casefold().split()), one)
    return list(first.values())


def _filters(ask: Ask) -> VoiceFilters:
    further = None
    if ask.places is not None and ask.touchpoint_id is None:
        further = Q(touchpoint__in=ask.places)
    return VoiceFilters(period=ask.period, touchpoint_id=ask.touchpoint_id, further=further)


def _with_sign(found: list[Voice], sign: int) -> Iterator[Voice]:
    return (
        one for one in found if one.score is not None and sign_of(one.metric, one.score) == sign
    )


def _message(low: list[Voice], high: list[Voice]) -> str:
    if low and high:
        return pgettext("report", "What unhappy and happy customers wrote")
    if low:
        return pgettext("report", "What unhappy customers wrote")
    if high:
        return pgettext("report", "What happy customers wrote")
    return pgettext("report", "What customers wrote")


def _quote(ask: Ask, one: Voice) -> Quote:
    sign = sign_of(one.metric, one.score) if one.score is not None else 0
    return Quote(
        text=cut_whole(" ".join(one.comment.split()), LONGEST),
        who=" ・ ".join(part for part in (one.company, one.name) if part),
        about=" ・ ".join(part for part in (_score(one), one.touchpoint, _day(one)) if part),
        tone=TONES[sign],
        address=f"{ask.address}/voices/{one.response_id}/",
    )


def _score(one: Voice) -> str:
    if one.score is None:
        return ""
    return f"{metric_words(one.metric)} {answer_words(one.metric, one.score)}"


def _day(one: Voice) -> str:
    return day_words(timezone.localtime(one.answered_at).date())


def _table(chosen: list[Voice]) -> Table:
    rows = tuple(
        (
            day_cell(timezone.localtime(one.answered_at).date()),
            text_cell(metric_words(one.metric)),
            Cell("–") if one.score is None else Cell(str(one.score), one.score, "0"),
            text_cell(one.touchpoint),
            text_cell(one.company),
            text_cell(one.name),
            text_cell(" ".join(one.comment.split())),
        )
        for one in chosen
    )
    header = (
        _("Day"), _("Metric"), pgettext("any metric", "Score"), _("Touchpoint"), _("Company"),
        _("Customer"), _("Comment"),
    )  # fmt: skip
    return Table(_("Voices"), header, rows, told=True)


def _nobody(ask: Ask) -> Part:
    return Part(
        key="voices",
        group="said",
        message=pgettext("report", "Nobody wrote a word in this period"),
        sentences=(_("A question that asks why brings words. Add one to the survey."),),
        address=f"{ask.address}/surveys/",
    )
