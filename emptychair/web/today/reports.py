"""The reports of the two made-up companies, as `emptychair demo` left them in the data folder."""

import base64
import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORMATS = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_VOICE = 140  # signs
SENTENCES = re.compile(r".*(?:[。！？]|[.!?](?=\s))", re.DOTALL)
COMPANIES: dict[str, tuple[str | Promise, str | Promise]] = {
    "ja": (_("Chefs who cook at your home"), _("A service in Japan. The report is in Japanese.")),
    "en": (_("Software for small teams"), _("A small company. The report is in English.")),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """The first lines of a report: the score with its interval, one voice, why it is first."""

    score: str
    low: str
    high: str
    answers: int
    voice: str
    reason: str

    @property
    def answers_shown(self) -> str:
        """The number of answers as both languages write it: 1,204."""
        return f"{self.answers:,}"


@dataclass(frozen=True, slots=True)
class DemoReport:
    """One report with what can be downloaded beside it."""

    language: str
    title: str | Promise
    kind: str | Promise
    headline: Headline | None
    formats: tuple[str, ...]


def demo_reports(folder: Path) -> list[DemoReport]:
    """The reports that are there; none before `make demo` has run."""
    found = []
    for language, (title, kind) in COMPANIES.items():
        if not demo_file(folder, language, "html").is_file():
            continue
        beside = ("xlsx", "json", "csv")
        formats = tuple(one for one in beside if demo_file(folder, language, one).is_file())
        found.append(DemoReport(language, title, kind, headline_of(folder, language), formats))
    return found


def demo_file(folder: Path, language: str, form: str) -> Path:
    """Where the report, or the survey file it was made from (`csv`), lies."""
    stem = "survey" if form == "csv" else "report"
    return folder / "demo" / f"{stem}-{language}.{form}"


def headline_of(folder: Path, language: str) -> Headline | None:
    """The headline out of the report's JSON, or nothing when there is none or it has no score."""
    path = demo_file(folder, language, "json")
    try:
        found = _read_json(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None
    nps, first = found.get("nps", {}), (found.get("contact_first") or [{}])[0]
    if nps.get("score") is None:
        return None
    return Headline(
        signed(nps["score"]),
        signed(nps["low"]),
        signed(nps["high"]),
        nps["n"],
        opening(first.get("comment", "")),
        first.get("reason", ""),
    )


def opening(voice: str) -> str:
    """The first sentences of what somebody wrote; a long first one is cut."""
    if len(voice) <= LONGEST_VOICE:
        return voice
    whole = SENTENCES.match(voice[:LONGEST_VOICE])
    return whole.group().rstrip() if whole else voice[: LONGEST_VOICE - 1].rstrip() + "…"


def signed(points: float) -> str:
    """Points as people read them: +19, −6 (a true minus sign), 0."""
    whole = round(points)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def report_command() -> str:
    """What to type to run the console command of this installation."""
    if shutil.which("emptychair"):
        return "emptychair"
    beside = Path(sys.executable).with_name("emptychair")
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)


def policy_for(path: Path) -> str:
    """The content security policy of one report: its own styles by their hash, and no script."""
    return _policy_for(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read_json(path: Path, _changed: int) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path} holds no report.")  # noqa: TRY004 - the file, not the type, is wrong
    return found


@lru_cache(maxsize=8)
def _policy_for(path: Path, _changed: int) -> str:
    blocks, attributes = styles_in(path.read_text(encoding="utf-8"))
    styles = [f"'{_digest(text)}'" for text in [*blocks, *attributes]]
    if attributes:
        styles.append("'unsafe-hashes'")  # lets a hash count for a style attribute; nothing more
    return (
        f"default-src 'none'; style-src {' '.join(styles) or repr('none')}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def styles_in(page: str) -> tuple[list[str], list[str]]:
    """The texts of all `<style>` blocks, and each distinct `style` attribute."""
    blocks = re.findall(r"<style[^>]*>(.*?)</style>", page, flags=re.DOTALL)
    attributes = sorted(set(re.findall(r"<[^>]*\sstyle=\"([^\"]*)\"", page)))
    return blocks, attributes


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
