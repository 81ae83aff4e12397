import csv
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

HEADERS: dict[str, tuple[str, ...]] = {
    "companies.csv": (
        "company_id", "brand", "name", "mail_domain", "region", "language", "plan", "seats",
        "annual_value", "currency", "joined_on", "note",
    ),
    "people.csv": (
        "person_id", "brand", "company_id", "name", "email", "language", "region", "segment",
        "role", "joined_on", "ended_on", "note",
    ),
    "orders.csv": (
        "order_id", "person_id", "company_id", "ordered_on", "item", "amount", "currency",
    ),
    "subscriptions.csv": (
        "subscription_id", "person_id", "company_id", "brand", "plan", "amount", "currency",
        "interval", "started_on", "ended_on",
    ),
    "usage.csv": ("company_id", "day", "active_users", "actions"),
    "touchpoints.csv": ("touchpoint_id", "brand", "name", "name_ja", "owner_team"),
    "events.csv": ("event_id", "person_id", "touchpoint_id", "day"),
    "invitations.csv": (
        "invitation_id", "person_id", "touchpoint_id", "channel", "asked_at", "reminded_on",
        "wave", "answered", "answer_id",
    ),
    "answers.csv": (
        "answer_id", "invitation_id", "person_id", "touchpoint_id", "score", "comment",
        "language", "answered_at",
    ),
    "replies.csv": ("reply_id", "answer_id", "person_id", "staff", "replied_on", "text"),
    "referrals.csv": ("referral_id", "referrer_id", "referred_id", "referred_on"),
    "initiatives.csv": (
        "initiative_id", "brand", "touchpoint_id", "title", "owner_team", "started_on",
        "hypothesis",
    ),
    "survey-ja.csv": (
        "回答ID", "顧客ID", "氏名", "メール", "会社名", "推奨度（0〜10）", "理由をお聞かせください",
        "接点", "区分", "地域", "送信日時", "回答日時", "年間購入額",
    ),
    "survey-en.csv": (
        "Response ID", "Customer ID", "Name", "Email", "Company", "Score",
        "Why did you give this score?", "Touchpoint", "Plan", "Region", "Sent at",
        "Responded at", "Annual value (USD)",
    ),
}  # fmt: skip

Cell = str | int | None


class Tables:
    """CSV files of one folder, written row by row, and how many rows each has got."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self.counts = dict.fromkeys(HEADERS, 0)
        self._files: dict[str, IO[str]] = {}
        self._writers = {}
        for name, header in HEADERS.items():
            stream = files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            self._files[name] = stream
            self._writers[name] = csv.writer(stream, lineterminator="\n")
            self._writers[name].writerow(header)

    def add(self, name: str, *row: Cell) -> None:
        self.counts[name] += 1
        self._writers[name].writerow(row)

    def add_plain(self, name: str, lines: Sequence[str]) -> None:
        """Many lines at once that hold nothing to be quoted."""
        self.counts[name] += len(lines)
        self._files[name].writelines(lines)


@contextmanager
def finished_only(folder: Path) -> Iterator[Path]:
    """A folder to write in; what is in it moves to `folder` when all of it has been written."""
    desk = folder / ".being-written"
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir(parents=True)
    try:
        yield desk
        for path in sorted(desk.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(desk, ignore_errors=True)
