from dataclasses import dataclass

from emptychair.demo.catalogue import Touchpoint
from emptychair.demo.chance import Chance
from emptychair.demo.grammar import Pen
from emptychair.demo.lexicon import voice
from emptychair.demo.lives import Answer
from emptychair.demo.people import Person

_IN_A_SENTENCE = {
    "onboarding": "your start with us",
    "billing": "the invoice",
    "support": "our support",
    "website": "our web site",
    "product": "the product",
    "handover": "the change of contact",
    "overall": "the service as a whole",
}
_STAFF = {"ja": ("佐伯", "早川", "三浦", "石井"), "en": ("Priya", "Owen", "Hana", "Callum")}


@dataclass(frozen=True, slots=True)
class Reply:
    staff: str
    text: str


def reply_to(chance: Chance, person: Person, answer: Answer, place: Touchpoint) -> Reply | None:
    """What somebody of the team wrote back, or None: the unhappy and those who asked come first."""
    share = 0.08
    if answer.comment.text:
        share = 0.65 if answer.score <= 6 else 0.7 if answer.comment.asks else 0.2
    if not chance.yes(share):
        return None
    words = voice(person.brand, person.language)
    pen = Pen(chance, casual=False, slots=words.slots)
    japanese = person.language == "ja"
    pen.chosen["what"] = place.name_ja if japanese else _IN_A_SENTENCE[place.code]
    sections = ["reply opener"]
    sections += ["reply sorry", "reply next"] if answer.score <= 6 else ["reply thanks"]
    sentences = [pen.write(chance.pick(words.lines(name).every)) for name in sections]
    staff = chance.pick(_STAFF[person.language])
    return Reply(staff, ("" if japanese else " ").join(sentences))
