"""Comments into the terms that are counted: one way in for every language."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import current_process, get_context
from sys import intern

from emptychair.voice.rules.english import Span, english_spans
from emptychair.voice.rules.japanese import japanese_spans, japanese_terms
from emptychair.voice.rules.language import Language

_CHUNK = 2_000
# From so many unread comments on, the time that a second process saves is worth its memory.
_MANY = 500_000
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")


def terms(text: str, language: Language) -> list[str]:
    """The content terms of a comment in reading order; a term may come more than once.

    Japanese by SudachiPy, English by spelling rules, any other language as plain words of at
    least three letters. A negation is part of its term. Never raises on any text.
    """
    if language == "ja":
        return japanese_terms(text)
    return [span.term for span in spans(text, language)]


def spans(text: str, language: Language) -> list[Span]:
    """The terms of a comment with where each stands, as character offsets into `text`."""
    if language == "ja":
        return japanese_spans(text)
    if language == "en":
        return english_spans(text)
    return [
        Span(match.group().casefold(), match.start(), match.end())
        for match in _PLAIN_WORD.finditer(text)
    ]


def iter_terms(texts: Iterable[str], language: Language, processes: int = 1) -> Iterator[list[str]]:
    """`terms` of each text, in order, as they are read; `texts` may be an endless stream.

    With `processes` above one the work goes to that many fresh processes in chunks of 2,000
    texts, with a few chunks on the way at a time so that memory stays bounded. Each start costs
    about a second and 150 MB. A worker's process, which may have no children, reads alone.
    """
    if processes <= 1 or current_process().daemon:
        return (terms(text, language) for text in texts)
    return _in_processes(texts, language, processes)


class TermReader:
    """Reads comments of one language, each once, however often its terms are asked for.

    It keeps what it has read; make one for a piece of work and let it go. More than 500,000
    unread comments at once are read by two processes.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known: dict[str, tuple[str, ...]] = {}

    def distinct(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """The terms of each text in reading order, none of them twice."""
        known = self._known
        unread = [text for text in dict.fromkeys(texts) if text not in known]
        processes = 2 if len(unread) > _MANY else 1
        for text, found in zip(unread, iter_terms(unread, self.language, processes), strict=True):
            # One string for a term, wherever it occurs: most of the memory is here.
            known[text] = tuple(dict.fromkeys(map(intern, found)))
        return [known[text] for text in texts]


def _in_processes(texts: Iterable[str], language: Language, processes: int) -> Iterator[list[str]]:
    # Spawned, not forked: the caller may hold threads (DuckDB, a web server) that a fork breaks.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    remaining = iter(texts)
    pending: deque[Future[list[list[str]]]] = deque()
    try:
        while True:
            while len(pending) < processes * 2 and (chunk := list(islice(remaining, _CHUNK))):
                pending.append(pool.submit(_terms_of_chunk, chunk, language))
            if not pending:
                return
            yield from pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _terms_of_chunk(texts: list[str], language: Language) -> list[list[str]]:
    return [terms(text, language) for text in texts]
