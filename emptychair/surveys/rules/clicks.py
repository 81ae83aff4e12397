"""Who followed the links of a mail: a person, or a program that looks at mails.

No request counts as an answer, whatever it looks like: see docs/decisions for why. This only sorts
what nobody confirmed: requests that show the mark of a program are let go, the others are kept
aside as a doubtful answer. The numbers are a choice of ours: what a hand can hardly do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

HIDDEN = "ref"  # name in the address of the link that nobody sees
SCORE = "score:"  # links are called "score:7", "open", "hidden", "stop", "person"
PERSON = "person"  # the page saw a person: not a link, but kept with the links
SETTLED = timedelta(minutes=30)  # so long nothing more may come before a click is sorted
GAP = timedelta(minutes=5)  # after such a silence the same visitor comes anew
TOO_SOON = timedelta(seconds=10)  # after the mail left: nobody has read it yet
HAND = timedelta(seconds=2)  # between two links of a mail
MOST_SCORES = 3  # that somebody may try before deciding
PROGRAMS = (
    "bot", "crawl", "spider", "scan", "preview", "curl", "wget", "python", "java/", "go-http",
    "okhttp", "headless", "libwww", "http-client", "httpclient", "urlfetch", "monitor",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to a link of one mail."""

    link: str
    method: str
    visitor: str  # address and browser together, as a hash
    agent: str
    is_prefetch: bool
    at: datetime

    @property
    def score(self) -> int | None:
        """The score whose link it was, or nothing."""
        text = self.link.removeprefix(SCORE)
        return int(text) if self.link.startswith(SCORE) and text.lstrip("-").isdecimal() else None


@dataclass(frozen=True, slots=True)
class Click:
    """A score that somebody followed and nobody confirmed."""

    score: int
    at: datetime


def unconfirmed_click(requests: Iterable[Request], *, sent_at: datetime | None) -> Click | None:
    """The last score that may have been a person's choice; nothing when programs came only.

    A visitor who tried two has chosen the second.
    """
    clicks = [
        Click(one.score, one.at)
        for burst in bursts(requests)
        if not marks_of_program(burst, sent_at=sent_at)
        for one in burst
        if one.score is not None and one.method == "GET"
    ]
    return max(clicks, key=lambda click: click.at, default=None)


def bursts(requests: Iterable[Request]) -> list[list[Request]]:
    """The requests of each visitor, cut where nothing came for some minutes."""
    found: list[list[Request]] = []
    open_ones: dict[str, list[Request]] = {}
    for one in sorted(requests, key=lambda request: request.at):
        burst = open_ones.get(one.visitor)
        if burst is None or one.at - burst[-1].at > GAP:
            burst = open_ones[one.visitor] = []
            found.append(burst)
        burst.append(one)
    return found


def marks_of_program(burst: Sequence[Request], *, sent_at: datetime | None) -> list[str]:
    """What shows that a program came; empty when a person may have come.

    Where the page saw a person, no mark counts: people and programs may share an address.
    """
    if any(one.link == PERSON for one in burst):
        return []
    links = [one for one in burst if one.link != "open"]
    found = {
        "hidden_link": any(one.link == "hidden" for one in burst),
        "head": any(one.method == "HEAD" for one in burst),
        "prefetch": any(one.is_prefetch for one in burst),
        "many_scores": len({one.link for one in links if one.score is not None}) > MOST_SCORES,
        "too_quick": _quicker_than_a_hand(links),
        "too_soon": sent_at is not None
        and any(one.score is not None and one.at - sent_at < TOO_SOON for one in burst),
        "program": any(_is_program(one.agent) for one in burst),
    }
    return [mark for mark, holds in found.items() if holds]


def _quicker_than_a_hand(links: Sequence[Request]) -> bool:
    """Two different links of the mail within a moment."""
    return any(
        one.link != other.link and other.at - one.at < HAND for one, other in pairwise(links)
    )


def _is_program(agent: str) -> bool:
    plain = agent.lower()
    return not plain or any(word in plain for word in PROGRAMS)
