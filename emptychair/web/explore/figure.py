"""The page of one figure: who stands behind it, and what to do."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.asked import AskedPerson, asked_behind
from emptychair.explore.queries.behind import Behind
from emptychair.explore.rules.plain_words import day_range
from emptychair.explore.sentences import change_sentence, compared_words, notes_of, which_words
from emptychair.explore.types import OF_CASES, OF_CONTRACTS, RATE
from emptychair.explore.words import measure_words
from emptychair.metrics.pictures import distribution_picture
from emptychair.metrics.rules.scoring import sign_of
from emptychair.metrics.words import period_words
from emptychair.voice.queries import voices
from emptychair.voice.types import Voice
from emptychair.web.explore.addresses import address_of, drivers_of, initiative_of, voices_of
from emptychair.web.explore.cases import figure_of_cases
from emptychair.web.explore.customers import figure_of_customers
from emptychair.web.explore.page import Asked
from emptychair.web.explore.shown import interval_of, shown_cell
from emptychair.web.ui.lists import Page, paginate

PEOPLE = 25
TONES = {1: "good", 0: "quiet", -1: "bad"}


def figure_page(request: HttpRequest, access: Access, *, now: datetime) -> dict[str, Any]:
    """The context of the page."""
    given = {
        name: value for name, value in request.GET.dict().items() if name not in {"rows", "cols"}
    }
    asked = Asked(access, given, now)
    return {
        **_figure(asked),
        "initiative": initiative_of(access, asked.question),
        "back": address_of(asked.plain),
        "question_text": address_of(asked.plain).partition("?")[2],
        "segment_name": _segment_name(asked),
        **_behind(request, access, asked),
    }


def _behind(request: HttpRequest, access: Access, asked: Asked) -> dict[str, Any]:
    """Who or what stands behind it."""
    if asked.question.measure in OF_CONTRACTS:
        return figure_of_customers(request, access, asked)
    if asked.question.measure in OF_CASES:
        return figure_of_cases(request, access, asked)
    return _of_answers(request, access, asked)


def _figure(asked: Asked) -> dict[str, Any]:
    """The figure itself, and how it is to be read."""
    question, table = asked.question, asked.table()
    cell = table.total
    return {
        "table": table,
        "cell": shown_cell(table, cell, ""),
        "n": cell.figure.n,
        "interval": interval_of(table, cell),
        "measure": measure_words(question.measure),
        "parts": _parts(asked),
        "period_words": period_words(question.period),
        "change": change_sentence(table, cell),
        "compared": compared_words(table),
        "which_words": which_words(table),
        "notes": notes_of(table),
        "remarks": asked.remarks(),
        "distribution": _distribution(cell.figure.score),
    }


def _of_answers(request: HttpRequest, access: Access, asked: Asked) -> dict[str, Any]:
    """Who answered so, or who was asked, and where their words are."""
    question = asked.question
    behind = Behind(access, asked.catalogue, question)
    people = _people(request, behind)
    return {
        "period_words": period_words(behind.days or question.period),
        "people": people,
        "rows": [(voice, _tone(voice)) for voice in people or ()],
        "asked": _asked(request, behind),
        "voices": voices_of(behind),
        "drivers": "" if question.measure == RATE else drivers_of(_narrowed(asked, behind)),
        "may_make_segment": access.may(Permission.CUSTOMER_WRITE) and question.measure != RATE,
    }


def _people(request: HttpRequest, behind: Behind) -> Page[Voice] | None:
    """Those who answered so, the lowest score first; where they may be read."""
    access = behind.access
    may_read = access.may(Permission.VOICE_READ) and access.may(Permission.CUSTOMER_READ)
    if not may_read or behind.voices is None:
        return None
    return paginate(request, voices(access, behind.voices), per_page=PEOPLE)


def _asked(request: HttpRequest, behind: Behind) -> Page[AskedPerson] | None:
    """Of a response rate who was asked, those without an answer first."""
    access = behind.access
    if behind.question.measure != RATE or not access.may(Permission.CUSTOMER_READ):
        return None
    return paginate(request, asked_behind(access, behind), per_page=PEOPLE)


def _tone(voice: Voice) -> str:
    return "quiet" if voice.score is None else TONES[sign_of(voice.metric, voice.score)]


def _parts(asked: Asked) -> list[tuple[str, str]]:
    """What the figure is narrowed to: a dimension and its value."""
    return [
        (asked.catalogue.words(name), asked.catalogue[name].words_of(token, asked.question.measure))
        for name, token in asked.question.filters
    ]


def _narrowed(asked: Asked, behind: Behind) -> dict[str, str]:
    return asked.plain | ({"period": day_range(behind.days)} if behind.days else {})


def _segment_name(asked: Asked) -> str:
    parts = [value for _name, value in _parts(asked)]
    named = " × ".join([measure_words(asked.question.measure), *parts])
    return _("Behind %(figure)s") % {"figure": named[:90]}


def _distribution(score: Any) -> Any:
    return distribution_picture(score, "") if score is not None and score.n else None
