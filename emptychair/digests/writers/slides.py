"""A report as slides that whoever gets them may edit: one message each, charts of the program."""

import io

from django.utils import translation

from emptychair.digests.types import Content, Part
from emptychair.digests.words import group_words
from emptychair.digests.writers.slide_chart import put_chart
from emptychair.digests.writers.slide_deck import (
    BODY,
    BODY_BOTTOM,
    BODY_TOP,
    LEFT,
    SOFT,
    WIDTH,
    Box,
    Deck,
)
from emptychair.digests.writers.slide_table import put_table

GAP = 0.35
CHART_SHARE = 0.64
MANY = 6  # rows that need the whole slide; what the sentences say stands in the notes
TONES = {"good": "2E6F4E", "bad": "A63D2F", "quiet": "67685F"}


def as_slides(content: Content) -> bytes:
    """A title, then a slide for each message with its notes."""
    room = io.BytesIO()
    with translation.override(content.language):
        deck = Deck(content)
        deck.title_slide()
        for part in content.parts:
            _part(deck, part)
        deck.presentation.save(room)
    return room.getvalue()


def _part(deck: Deck, part: Part) -> None:
    slide = deck.slide(part.message, label=group_words(part.group), address=part.address)
    deck.notes(slide, _spoken(part))
    whole = Box(LEFT, BODY_TOP, WIDTH, BODY_BOTTOM - BODY_TOP)
    if part.graph is not None:
        chart, side = whole.split(CHART_SHARE, gap=GAP)
        put_chart(slide, part.graph, chart)
        deck.lines(slide, side, (*part.sentences, *part.points), size=BODY)
    elif part.quotes:
        _quotes(deck, slide, part, whole)
    else:
        _words_and_table(deck, slide, part, whole)


def _quotes(deck: Deck, slide: object, part: Part, whole: Box) -> None:
    count = len(part.quotes)
    height = whole.height / max(count, 3)
    for place, one in enumerate(part.quotes):
        box = Box(whole.left, whole.top + place * height, whole.width, height - 0.1)
        deck.bar(slide, box, TONES[one.tone])
        words = Box(box.left + 0.2, box.top, box.width - 0.2, box.height - 0.28)
        deck.lines(slide, words, (one.text,), size=14, bullet="")
        below = Box(box.left + 0.2, box.top + box.height - 0.28, box.width - 0.2, 0.28)
        about = " ・ ".join(each for each in (one.who, one.about) if each)
        deck.lines(slide, below, (about,), size=11, colour=SOFT, bullet="", address=one.address)


def _words_and_table(deck: Deck, slide: object, part: Part, whole: Box) -> None:
    tables = [table for table in part.tables if table.rows and not table.told]
    words = (*part.sentences, *part.points)
    if not tables:
        deck.lines(slide, whole, words, size=BODY)
        return
    if not words or len(tables[0].rows) > MANY:
        put_table(slide, tables[0], whole)
        return
    if len(tables[0].header) <= 3:  # a short one stands beside its sentences
        left, right = whole.split(0.56, gap=GAP)
        deck.lines(slide, left, words, size=BODY)
        put_table(slide, tables[0], right)
        return
    above = min(2.0, 0.42 * len(words) + 0.2)
    deck.lines(slide, Box(whole.left, whole.top, whole.width, above), words, size=14)
    top = whole.top + above + 0.1
    put_table(slide, tables[0], Box(whole.left, top, whole.width, BODY_BOTTOM - top))


def _spoken(part: Part) -> str:
    """What the speaker should know: sentences, n, interval, definitions, and where it stands."""
    return "\n".join([*part.sentences, *part.points, "", *part.notes, part.address]).strip()
