"""The thanks: by what was answered, with what was said and the way to change it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from emptychair.surveys.answer_words import answer_in_words
from emptychair.surveys.rules.flow import ending_for, pipe, review_for, spoken
from emptychair.surveys.rules.scales import scale_of
from emptychair.surveys.rules.special_properties import special_of
from emptychair.surveys.services.sitting import Sitting
from emptychair.surveys.types.definition import AnswerValue, Aside, Ending, Question
from emptychair.web.respond.door import Door, languages_of, surroundings
from emptychair.web.respond.words import steps_in_words


def show_ending(request: HttpRequest, sitting: Sitting, door: Door) -> HttpResponse:
    """The ending for these answers, and below it the request for a review, for everybody alike."""
    definition, answers, facts = sitting.definition, sitting.answers, sitting.facts
    ending = ending_for(definition, answers, facts)
    review = review_for(definition, answers, facts)
    said = sitting.response
    context = {
        "page": surroundings(sitting, door),
        "is_test": sitting.session.is_test,
        "languages": languages_of(sitting, door),
        "ending": _for_them(sitting, _words(sitting, ending)),
        "review": _words(sitting, review) if review is not ending else None,
        "asks_for_review": review is not None,
        "said": _said(sitting),
        "change_link": door.link(sitting, change="1") if said is not None else "",
        "until": door.until,
        "zone": sitting.access.workspace.time_zone,
        "stop_link": door.stop_link,
        "is_late": said is not None and said.aside == Aside.LATE,
    }
    return render(request, "respond/ending.html", context)


def _said(sitting: Sitting) -> list[tuple[str, str]]:
    """What they answered, as question and words."""
    return [
        (_text(sitting, one.title), _answer(sitting, one, sitting.answers[one.key]))
        for one in sitting.definition.questions
        if one.key in sitting.answers
    ]


def _answer(sitting: Sitting, question: Question, value: AnswerValue) -> str:
    """In the words that stood on the button, where there were words."""
    words = steps_in_words(question)
    if words and value.number is not None:
        return words[int(value.number) - scale_of(question)[0]]
    return answer_in_words(question, value, sitting.definition, sitting.session.language)


def _words(sitting: Sitting, ending: Ending | None) -> dict[str, str] | None:
    if ending is None:
        return None
    return {
        "title": _text(sitting, ending.title),
        "text": _text(sitting, ending.text),
        "button": _text(sitting, ending.button),
        "link": ending.link if ending.link.startswith(("https://", "http://")) else "",
        "kind": ending.kind,
    }


def _for_them(sitting: Sitting, words: dict[str, str] | None) -> dict[str, str] | None:
    """The same with what was given for this person alone when they were to be asked."""
    invitation = sitting.session.invitation
    special = special_of(invitation.properties if invitation else {})
    own = {"title": special.thank_you_message} if special.thank_you_message else {}
    if special.link is not None:
        own |= {"button": special.link[0], "link": special.link[1]}
    return {**(words or {}), **own} if own else words


def _text(sitting: Sitting, texts: dict[str, str]) -> str:
    text = spoken(texts, sitting.session.language, sitting.definition)
    return pipe(text, sitting.answers, sitting.facts, definition=sitting.definition)
