"""What the numbers allow to be said, in sentences."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from emptychair.report import wording as w
from emptychair.report.types import Change, Score, Shift
from emptychair.stats import answers_needed, minimal_detectable_change, nps

TOO_FEW_TO_RANK = 30
CHANGE_WORTH_SEEING = 10.0


def headline(score: Score) -> str:
    """The score in one sentence, with its interval."""
    if score.score is None or score.low is None or score.high is None:
        return _("Nobody has answered yet, so there is no score.")
    facts = {
        "score": w.points(score.score),
        "interval": w.interval(score.low, score.high),
        "n": w.count(score.n),
    }
    if score.low > 0:
        return (
            _(
                "The score is %(score)s (%(interval)s, from %(n)s answers): "
                "more customers recommend you than warn against you."
            )
            % facts
        )
    if score.high < 0:
        return (
            _(
                "The score is %(score)s (%(interval)s, from %(n)s answers): "
                "more customers warn against you than recommend you."
            )
            % facts
        )
    return (
        _(
            "The score is %(score)s (%(interval)s, from %(n)s answers): "
            "whether more recommend you than warn against you cannot be told yet."
        )
        % facts
    )


def allowance(score: Score) -> str:
    """What this number of answers allows to be said, and how many would allow more."""
    if score.n < 2:
        return _("One answer is a voice, not a measurement. Read it and reply.")
    balance = (score.promoters - score.detractors) / score.n
    variance = (score.promoters + score.detractors) / score.n - balance**2
    if variance <= 0:
        return _(
            "Everybody answered alike, which %(n)s answers do not prove of all customers: "
            "the interval says how far off the truth may be."
        ) % {"n": w.count(score.n)}
    seen = minimal_detectable_change(score.n, variance=variance)
    needed = answers_needed(CHANGE_WORTH_SEEING, variance=variance)
    facts = {
        "n": w.count(score.n),
        "seen": w.size(seen, 1),
        "needed": w.count(needed),
        "worth": w.size(CHANGE_WORTH_SEEING),
    }
    if score.n < TOO_FEW_TO_RANK:
        return (
            _(
                "%(n)s answers are too few to rank or compare anything: a second survey of "
                "this size "
                "would notice only a change of %(seen)s points or more. Reply to each of them."
            )
            % facts
        )
    return (
        _(
            "With %(n)s answers each time, two surveys would show a change of %(seen)s points or "
            "more, four times in five. For %(worth)s points, %(needed)s answers each time are "
            "needed."
        )
        % facts
    )


def shift_sentence(name: str, since: date, before: Score, after: Score, change: Change) -> str:
    """A touchpoint that moved, since when and by how much."""
    facts = {
        "name": name,
        "month": w.month(since),
        "before": w.points(before.score or 0),
        "after": w.points(after.score or 0),
        "size": w.size(change.estimate),
        "interval": w.interval(change.low, change.high),
    }
    if change.estimate < 0:
        return (
            _(
                "%(name)s has been worse since about %(month)s: from %(before)s to %(after)s, "
                "a fall of %(size)s points (%(interval)s). What was changed then?"
            )
            % facts
        )
    return (
        _(
            "%(name)s has been better since about %(month)s: from %(before)s to %(after)s, "
            "a rise of %(size)s points (%(interval)s). What was changed then, and where else "
            "would it help?"
        )
        % facts
    )


def fix_sentence(kind: str, effect: tuple[float, float, float], n: int, share: float) -> str:
    """What a touchpoint, segment or theme costs the total score."""
    estimate, low, high = effect
    facts = {
        "effect": w.size(estimate, 1),
        "interval": w.interval(low, high, 1),
        "n": w.count(n),
        "share": w.share(share),
    }
    if kind == "words":
        return (
            _(
                "Costs the score of those who comment %(effect)s points (%(interval)s). "
                "It is in %(share)s of their comments."
            )
            % facts
        )
    return (
        _(
            "Pulls the total down by %(effect)s points (%(interval)s): %(n)s answers, "
            "%(share)s of all."
        )
        % facts
    )


def since_sentence(shift: Shift) -> str:
    """Since when a touchpoint has been another."""
    facts = {"month": w.month(date.fromisoformat(f"{shift.since}-01"))}
    if shift.change.estimate < 0:
        return _("It has been worse since about %(month)s, and is counted since then.") % facts
    return (
        _("It has been better since about %(month)s, is counted since then, and still pulls down.")
        % facts
    )


def middle_sentence(middle: float, *, japanese_file: bool) -> str:
    """How many chose the middle answer, and what this does to the level."""
    facts = {"share": w.share(middle)}
    if japanese_file:
        return (
            _(
                "%(share)s chose 5, the middle. In Japan answers gather there and the top is "
                "avoided, "
                "so judge by the change against your own past rather than by the level."
            )
            % facts
        )
    return _("%(share)s chose 5, the middle of the scale.") % facts


def coverage_sentence(
    asked: int, answered: int, bounds: tuple[float, float], revenue: float | None
) -> str:
    """Who was heard, and how far the silent could move the score."""
    facts = {
        "asked": w.count(asked),
        "answered": w.count(answered),
        "rate": w.share(answered / asked),
        "bounds": w.interval(*bounds),
    }
    text = (
        _(
            "%(answered)s of %(asked)s invitations were answered (%(rate)s). Of the others "
            "nothing is "
            "known: had they all answered, the score could be anywhere from %(bounds)s."
        )
        % facts
    )
    if revenue is None:
        return text
    heard = _("The customers heard stand for %(share)s of the value in the file.") % {
        "share": w.share(revenue)
    }
    return w.joined(text, heard)


def mix_sentence(
    header: str, spans: tuple[str, str], total: Change, mix: float, rate: float
) -> str:
    """A change between two periods, split into who answered and how they scored."""
    facts = {
        "header": header,
        "before": spans[0],
        "after": spans[1],
        "total": w.points(total.estimate, 1),
        "interval": w.interval(total.low, total.high, 1),
        "mix": w.points(mix, 1),
        "rate": w.points(rate, 1),
    }
    moved = (
        _(
            "From one period (%(before)s) to the next (%(after)s) the score moved by %(total)s "
            "points (%(interval)s). Of this, %(mix)s come from a different mix of %(header)s among "
            "those who answered, and %(rate)s from scoring differently."
        )
        % facts
    )
    noise = _("As a whole the change is within the noise.") if total.low <= 0 <= total.high else ""
    against = (
        _("The two pull in opposite directions: look at the groups, not at the total.")
        if mix * rate < 0 and min(abs(mix), abs(rate)) >= 1
        else ""
    )
    return w.joined(moved, noise, against)


def nothing_moved(months: int, *, tested: int, any_shift: bool) -> str:
    """What to say when none of the `tested` months stands out."""
    if months < 4:
        return _("Too few months to speak of a trend.")
    if tested == 0:
        return _("Too few answers a month to tell a change from noise (under 30).")
    if any_shift:
        return _("No single month differs from the three before it by more than noise.")
    return _(
        "No month differs from the three before it by more than noise. "
        "Chance alone could draw such ups and downs."
    )


def as_of(last: datetime | None) -> str:
    """The day on which the file speaks."""
    if last is None:
        return _("The file has no dates, so nothing can be said about when.")
    return _("As of %(day)s, the last answer in the file.") % {"day": w.day(last)}


def estimate_of(promoters: int, passives: int, detractors: int) -> Score:
    """The score of three counts, or of nobody."""
    if promoters + passives + detractors == 0:
        return Score.nobody()
    return Score.of(nps(promoters, passives, detractors))
