"""How a comment ends up on the page: stops, line breaks, slips of the pen."""

from emptychair.demo.chance import Chance
from emptychair.demo.grammar import Pen

EMOJI = ("😊", "🙏", "✨", "👍", "🍚", "😋")
EMOJI_EN = ("🙂", "👍", "🙏", "🎉")
SLIPS_JA = (
    ("対応", "対応応"),
    ("意外", "以外"),
    ("です。", "でｓ。"),
    ("ました", "ましｔ"),
    ("ありがとう", "ありがと"),
    ("して", "しって"),
    ("から", "かた"),
    ("料理人", "料理"),
)
ENDS = ("。", "！", "？", ".", "!", "?")


def finish(pen: Pen, language: str, sentences: list[str], *, glad: bool) -> str:
    """The sentences as one text in the manner of somebody typing on a phone or at a desk."""
    if language == "ja":
        return _finish_ja(pen, sentences, glad=glad)
    return _finish_en(pen, sentences, glad=glad)


def _finish_ja(pen: Pen, sentences: list[str], *, glad: bool) -> str:
    chance = pen.chance
    stop = "！" if pen.casual and chance.yes(0.12 if glad else 0.03) else "。"
    ended = [text if text.endswith(ENDS) else text + stop for text in sentences]
    joint = "\n" if len(ended) > 2 and chance.yes(0.06) else ""
    text = joint.join(ended)
    if glad and pen.casual and chance.yes(0.15):
        text = text.removesuffix("。") + chance.pick(EMOJI)
    if chance.yes(0.03):
        right, wrong = chance.pick(SLIPS_JA)
        text = text.replace(right, wrong, 1)
    return text


def _finish_en(pen: Pen, sentences: list[str], *, glad: bool) -> str:
    chance = pen.chance
    stop = "!" if pen.casual and chance.yes(0.1) else "."
    ended = [
        text[0].upper() + text[1:] + ("" if text.endswith(ENDS) else stop) for text in sentences
    ]
    text = ("\n\n" if len(ended) > 2 and chance.yes(0.06) else " ").join(ended)
    if pen.casual and chance.yes(0.12):
        text = text.lower()
    if glad and pen.casual and chance.yes(0.1):
        text = f"{text} {chance.pick(EMOJI_EN)}"
    if chance.yes(0.04):
        text = _swap_two_letters(chance, text)
    return text


def _swap_two_letters(chance: Chance, text: str) -> str:
    at = chance.below(max(1, len(text) - 3)) + 1
    pair = text[at : at + 2]
    if pair.isalpha() and pair.islower() and pair.isascii():
        return text[:at] + pair[::-1] + text[at + 2 :]
    return text
