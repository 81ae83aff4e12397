"""Ready blocks: the five modules of experience, and fast, easy, personal.

Modules: Sense, Feel, Think, Act, Relate (Schmitt 1999, "Experiential Marketing"). The sentences are
ours; each asks for one thing that a customer can tell. Fast, easy and personal are the three sides
on which a touchpoint is judged.
"""

from emptychair.surveys.rules.templates.parts import agree
from emptychair.surveys.types.definition import Question

MODULES: tuple[Question, ...] = (
    agree(
        "sense",
        (
            "見た目や手ざわり、音や香りが心地よかった。",
            "It was pleasant to look at, to hear or to touch.",
        ),
        block="module:sense",
    ),
    agree(
        "feel",
        ("気持ちが明るくなった。", "It put me in a good mood."),
        block="module:feel",
    ),
    agree(
        "think",
        ("新しい発見があった。", "It showed me something new."),
        block="module:think",
    ),
    agree(
        "act",
        ("自分でもやってみたくなった。", "It made me want to do something myself."),
        block="module:act",
    ),
    agree(
        "relate",
        (
            "同じものを好む人たちとのつながりを感じた。",
            "It made me feel close to others who like the same.",
        ),
        block="module:relate",
    ),
)
FAST_EASY_PERSONAL: tuple[Question, ...] = (
    agree("fast", ("待たされなかった。", "I did not have to wait."), block="fast"),
    agree("easy", ("手間がかからなかった。", "It took little effort."), block="easy"),
    agree(
        "personal",
        ("私のことを分かってくれていると感じた。", "They knew me and what I needed."),
        block="personal",
    ),
)
BLOCKS: dict[str, tuple[Question, ...]] = {
    "modules": MODULES,
    "fast_easy_personal": FAST_EASY_PERSONAL,
}
