"""Cases of the last weeks: most are closed, some wait, the newest are open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import DEMO_ADDRESS, DEMO_NAME, Brand
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.services import (
    colleagues_of,
    demo_colleague,
    low_answers,
    newest_open_cases,
    wrote_back,
)
from emptychair.loop.services.answers import react_to_answer
from emptychair.loop.services.cases import assign_case, close_case, note_call, promise

if TYPE_CHECKING:
    from emptychair.demo.loading.services import Colleague
    from emptychair.loop.models import Case
    from emptychair.surveys.models import Response

SPAN = timedelta(days=75)
FRESH = timedelta(days=9)
VISITORS = 3  # so many cases are the visitor's own, so that "Mine" shows something
CAUSES = {
    "ja": (
        "案内が足りなかった",
        "引き継ぎの漏れ",
        "作業時間が足りなかった",
        "確認の遅れ",
        "思い違い",
    ),
    "en": (
        "Not told clearly enough",
        "Lost in a handover",
        "Too little time",
        "Slow check",
        "Misunderstanding",
    ),
}
PROMISES = {
    "ja": (
        "担当者を固定できるか確認してお返事する",
        "後片付けの手順を見直してご連絡する",
        "返金の手続きの結果をお知らせする",
    ),
    "en": (
        "Tell them whether the contact can stay the same",
        "Send the corrected invoice",
        "Report when the mistake is mended",
    ),
}
OUTCOMES = ("solved", "solved", "explained", "explained", "compensated", "unreached")


def load_cases(access: Access, brand: Brand, files: DemoFiles, now: datetime) -> None:
    """A case for each low score of the last weeks, as the product would have opened it.

    A few of the newest are the visitor's own.
    """
    replies = {row["answer_id"]: row["text"] for row in files.rows("replies")}
    staff = colleagues_of(access)
    for answer in low_answers(access, since=now - SPAN):
        case = react_to_answer(access, answer.pk, now=answer.answered_at + timedelta(seconds=40))
        if case is not None:
            rng = Random(answer.external_id)
            story = _Story(access, brand, now, rng, rng.choice(staff))
            story.live_through(case, answer, replies.get(answer.external_id))
    visitor = demo_colleague(access, DEMO_ADDRESS, DEMO_NAME)
    for case in newest_open_cases(access, most=VISITORS):
        assign_case(access, case, user=visitor, team=case.team, now=now)


@dataclass(frozen=True, slots=True)
class _Story:
    """What happened to one case, by a seeded draw."""

    access: Access
    brand: Brand
    now: datetime
    rng: Random
    colleague: "Colleague"

    def live_through(self, case: "Case", answer: "Response", reply: str | None) -> None:
        """Old ones were answered and mostly closed; fresh ones may still wait for us."""
        fresh = self.now - answer.answered_at <= FRESH
        if not fresh or self.rng.random() < 0.5:
            taken = min(self.now, answer.answered_at + timedelta(hours=self.rng.randint(1, 5)))
            assign_case(self.access, case, user=self.colleague.user, team=case.team, now=taken)
        if fresh and (reply is None or self.rng.random() < 0.5):
            self._promise(case)
            return
        answered = min(self.now, answer.answered_at + timedelta(hours=self.rng.randint(2, 50)))
        if reply is None:
            note_call(self.colleague.access, case, now=answered)
        else:
            wrote_back(self.colleague.access, case, text=reply, moment=answered)
        self._close(case, answered + timedelta(days=self.rng.randint(1, 6)))

    def _promise(self, case: "Case") -> None:
        if self.rng.random() < 0.3:
            day = (self.now + timedelta(days=self.rng.randint(0, 3))).astimezone(
                self.access.workspace.zone
            )
            words = self.rng.choice(PROMISES[self.brand.language])
            promise(self.colleague.access, case, text=words, for_day=day.date(), now=self.now)

    def _close(self, case: "Case", ended: datetime) -> None:
        if ended >= self.now or self.rng.random() > 0.9:
            return
        close_case(
            self.colleague.access,
            case,
            outcome=self.rng.choice(OUTCOMES),
            root_cause=self.rng.choice(CAUSES[self.brand.language]),
            now=ended,
        )
