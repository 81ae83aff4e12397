"""Who might be contacted, and for which reason: the rows of the file that speak for themselves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from emptychair.report import reasons
from emptychair.report.empty_words import says_something
from emptychair.report.figures import Figures
from emptychair.voice.rules.language import language_of
from emptychair.voice.rules.tone import signals

RECENT = timedelta(days=90)
VALUED_WITHIN = timedelta(days=180)
CANDIDATES = 3_000
RARE = 0.1
ROWS_AT_MOST = 1_000_000_000


@dataclass(frozen=True)
class Candidate:
    """A row of the file with a reason to contact the person behind it."""

    kind: str
    row: Mapping[str, Any]
    reason: str
    next_step: str
    strength: float


@dataclass(frozen=True)
class ValueRanks:
    """What counts as a valued customer in this file."""

    median: float | None
    top_tenth: float | None

    def weight(self, value: float | None) -> float:
        """1 in the most valuable tenth, 0.5 in the upper half, else 0."""
        if value is None or self.median is None or self.top_tenth is None:
            return 0.0
        if value >= self.top_tenth and value > 0:
            return 1.0
        return 0.5 if value >= self.median and value > 0 else 0.0


def value_ranks(figures: Figures) -> ValueRanks:
    """Median and upper decile of the value of the customers who were asked or who answered."""
    if "value" not in figures.answers.present:
        return ValueRanks(None, None)
    values = figures.rows.filter(figures.rows["value"].notnull())
    [row] = figures.records(
        values.aggregate(median=values["value"].median(), top=values["value"].quantile(0.9))
    )
    return ValueRanks(row["median"], row["top"])


def candidates(figures: Figures, ranks: ValueRanks) -> Iterator[Candidate]:
    """Everybody with a reason, several times when there are several."""
    yield from _detractors(figures)
    yield from _valued(figures, ranks)
    yield from _promoters(figures)
    yield from _silent(figures)


def _recent(figures: Figures, window: timedelta) -> ir.Table:
    if figures.last is None:
        return figures.scored
    return figures.between(figures.last - window, figures.last + timedelta(days=1))


def _fetch(
    figures: Figures,
    table: ir.Table,
    keep: Callable[[ir.Table], Any],
    order: tuple[Any, ...],
) -> list[dict[str, Any]]:
    columns = ("row", "score", "comment", "answered_at", "person", "name", "email", "company")
    chosen = table.filter(keep(table)).order_by(list(order)).limit(CANDIDATES)
    return figures.records(chosen.select(*columns, "touchpoint", "value"))


def _detractors(figures: Figures) -> Iterator[Candidate]:
    table = _recent(figures, RECENT)
    limit = figures.cut_offs.detractors_up_to
    rows = _fetch(
        figures,
        table,
        lambda t: (t.score <= limit) & (t.comment.length() > 0),
        (ibis.desc("value"), ibis.asc("score"), ibis.desc("answered_at"), "row"),
    )
    for row in rows:
        if not says_something(row["comment"]):
            continue
        language = language_of(row["comment"])
        tone = signals(row["comment"], language)
        low = (limit - row["score"]) / max(limit, 1)
        if tone.leaves:
            yield Candidate("leaving", row, reasons.leaving(row), reasons.next_step("leaving"), 1.0)
        else:
            strength = 0.5 + 0.25 * tone.hurt + 0.25 * low
            why = reasons.unread(row) if language == "other" else reasons.hurt(row)
            yield Candidate("hurt", row, why, reasons.next_step("hurt"), strength)


def _valued(figures: Figures, ranks: ValueRanks) -> Iterator[Candidate]:
    if ranks.top_tenth is None or ranks.top_tenth <= 0:
        return
    limit, top = figures.cut_offs.detractors_up_to, ranks.top_tenth
    rows = _fetch(
        figures,
        _recent(figures, VALUED_WITHIN),
        lambda t: (t.score <= limit) & (t["value"] >= top),
        (ibis.asc("score"), ibis.desc("value"), ibis.desc("answered_at"), "row"),
    )
    for row in rows:
        strength = 0.6 + 0.4 * (limit - row["score"]) / max(limit, 1)
        yield Candidate("valued", row, reasons.valued(row), reasons.next_step("valued"), strength)


def _promoters(figures: Figures) -> Iterator[Candidate]:
    rows = _fetch(
        figures,
        _recent(figures, RECENT),
        lambda t: (t.score >= figures.cut_offs.promoters_from) & (t.comment.length() > 0),
        (ibis.desc("answered_at"), "row"),
    )
    for row in rows:
        tone = signals(row["comment"], language_of(row["comment"]))
        if tone.warm and tone.asks:
            yield Candidate("warm", row, reasons.warm_asks(row), reasons.next_step("asks"), 1.0)
        elif tone.warm and tone.thanks:
            yield Candidate("warm", row, reasons.warm(row), reasons.next_step("warm"), 0.8)


def _silent(figures: Figures) -> Iterator[Candidate]:
    if "person" not in figures.answers.present or figures.last is None:
        return
    asked = "asked_at" in figures.answers.present
    people = _unanswered(figures) if asked else _out_of_rhythm(figures, figures.last)
    for row in figures.records(people):
        reason = reasons.unanswered(row) if asked else reasons.out_of_rhythm(row)
        yield Candidate("silent", row, reason, reasons.next_step("silent"), row["strength"])


def _people(figures: Figures) -> ir.Table:
    """One row a person who has answered: last answer, number of answers, span of time."""
    asked = figures.rows.group_by("person").aggregate(invitations=figures.rows.count())
    scored = figures.scored.filter(
        figures.scored.person.notnull() & figures.scored.answered_at.notnull()
    )
    # Of several answers at the same second the lower row is the later one, so that number, score
    # and touchpoint belong together; seconds until 2100 times a billion fit into 64 bits.
    latest = scored.answered_at.epoch_seconds().cast("int64") * ROWS_AT_MOST + scored.row
    return (
        scored.group_by("person")
        .aggregate(
            row=scored.row.argmax(latest),
            score=scored.score.argmax(latest),
            touchpoint=scored.touchpoint.argmax(latest),
            name=scored.name.max(),
            email=scored.email.max(),
            company=scored.company.max(),
            value=scored["value"].max(),
            comment=ibis.literal(""),
            first_answer=scored.answered_at.min(),
            answered_at=scored.answered_at.max(),
            answers=scored.count(),
        )
        .inner_join(asked, "person")
    )


def _unanswered(figures: Figures) -> ir.Table:
    """People who used to answer and left more invitations in a row unanswered than they usually do.

    With their own answer rate p, shrunk to one half by one answer and one silence, so long a run of
    silence has the chance (1 - p)^missed; it is shown when that is a tenth or less.
    """
    people = _people(figures)
    silent = figures.rows.filter(
        figures.rows.score.isnull() & figures.rows.asked_at.notnull()
    ).select("person", "asked_at")
    later = people.select("person", "answered_at").inner_join(silent, "person")
    later = later.filter(later.asked_at > later.answered_at)
    missed = later.group_by("person").aggregate(missed=later.count(), asked=later.asked_at.max())
    found = people.inner_join(missed.filter(missed.missed >= 2), "person")
    rate = (found.answers + 1) / (found.invitations - found.missed + 2)
    found = found.mutate(chance=(1 - rate) ** found.missed)
    found = found.filter(found.chance <= RARE).mutate(strength=1 - found.chance)
    return found.order_by(
        [ibis.desc("value"), ibis.desc("strength"), ibis.desc("answered_at"), "row"]
    ).limit(CANDIDATES)


def _out_of_rhythm(figures: Figures, now: datetime) -> ir.Table:
    """People with three answers or more whose silence is over three times their usual gap."""
    people = _people(figures)
    days = 86_400.0
    people = people.filter(people.answers >= 3).mutate(
        usual=(people.answered_at.epoch_seconds() - people.first_answer.epoch_seconds())
        / days
        / (people.answers - 1),
        silent=(ibis.literal(now).epoch_seconds() - people.answered_at.epoch_seconds()) / days,
    )
    found = people.filter((people.silent > 3 * people.usual) & (people.silent > 60))
    found = found.mutate(strength=1 - found.usual / found.silent)
    return found.order_by([ibis.desc("value"), ibis.desc("answers"), "row"]).limit(CANDIDATES)
