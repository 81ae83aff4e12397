"""What the made-up companies changed, or are changing, because customers said so."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import KITCHEN, ROTA
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.files import DemoFiles
from emptychair.demo.loading.services import colleagues_of, touchpoint_of, voices_at
from emptychair.loop.services.initiatives import (
    complete_initiative,
    create_initiative,
    link_voice,
    move_initiative,
)

if TYPE_CHECKING:
    from emptychair.accounts.models import User
    from emptychair.touchpoints.models import Touchpoint

KIND = {"payment-guide": "information", "booking-calendar": "product"}
DONE_AFTER = timedelta(days=24)
DONE_BEFORE = timedelta(days=75)  # in the middle of the months that the pages show
MOST_VOICES = 12


@dataclass(frozen=True, slots=True)
class Underway:
    """A change that is not in the files, since nothing in them comes of it. Without a code it is
    for every touchpoint.
    """

    code: str
    title: str
    change: str
    hypothesis: str
    state: str
    done_before: timedelta = DONE_BEFORE


UNDERWAY = {
    KITCHEN: (
        Underway(
            "cleanup",
            "後片付けの時間を一件30分に戻す",
            "訪問の枠を30分広げ、後片付けの手順を料理人と決め直す。",
            "片付けにかける時間が戻れば、油汚れや生ゴミの不満が減る",
            "doing",
        ),
        Underway(
            "handover",
            "担当者が変わる前に、前の担当者からひと言お伝えする",
            "引き継ぎの3日前に、お客様へのご挨拶を予定に入れる。",
            "先に知らされていれば、いちから説明する手間がなくなる",
            "planned",
        ),
    ),
    ROTA: (
        Underway(
            "billing",
            "Show the next invoice a week before it is sent",
            "A page with next month's seats and amount.",
            "Nobody is surprised by an amount they have seen",
            "doing",
        ),
        Underway(
            "support",
            "A first reply within the working day",
            "Two colleagues on the desk from nine to six, one of them for what came in overnight.",
            "Who hears back on the same day does not ask twice",
            "done",
        ),
        Underway(
            "website",
            "Say on the site what each plan does not hold",
            "One table, written with support.",
            "People who chose the right plan need fewer answers",
            "idea",
        ),
        Underway(
            "",
            "One named colleague for each customer",
            "Name, picture and number of whoever answers for a customer stand in every mail.",
            "Who knows whom to ask does not wait until it is too late",
            "done",
            done_before=timedelta(days=270),
        ),
    ),
}


def load_initiatives(
    access: Access, brand: Brand, files: DemoFiles, places: dict[str, int], now: datetime
) -> None:
    """Those of the files, which are done, and those that are under way."""
    owner = colleagues_of(access)[0].user
    for row in files.rows("initiatives"):
        code = row["touchpoint_id"].removeprefix(f"{brand.code}-")
        begun = files.day(row["started_on"])
        if code in places and begun and row["touchpoint_id"].startswith(brand.code):
            _done(access, row, places[code], begun)
    for one in UNDERWAY[brand.code]:
        place = touchpoint_of(access, places[one.code]) if one.code else None
        _begun(access, one, place, owner, now)


def _begun(
    access: Access, one: Underway, place: "Touchpoint | None", owner: "User", now: datetime
) -> None:
    is_done = one.state == "done"
    made = create_initiative(
        access,
        title=one.title,
        kind="information" if one.state == "idea" else "product",
        change=one.change,
        hypothesis=one.hypothesis,
        touchpoint=place,
        team=place.team if place else None,
        owner=owner,
        due_on=None if is_done else (now + timedelta(days=40)).date(),
    )
    finished = now - one.done_before
    for voice in voices_at(access, place, until=finished if is_done else now, most=MOST_VOICES):
        link_voice(access, made, response=voice)
    if is_done:
        day = finished.astimezone(access.workspace.zone).date()
        complete_initiative(access, made, now=finished, completed_on=day)
    elif one.state != "idea":
        begun_at = now - timedelta(days=12 if one.state == "doing" else 2)
        move_initiative(access, made, state=one.state, now=begun_at)


def _done(access: Access, row: dict[str, str], touchpoint_id: int, begun: date) -> None:
    place = touchpoint_of(access, touchpoint_id)
    start = datetime.combine(begun, time(9), tzinfo=access.workspace.zone)
    made = create_initiative(
        access,
        title=row["title"],
        kind=KIND[row["initiative_id"]],
        hypothesis=row["hypothesis"],
        touchpoint=place,
        team=place.team,
        starts_on=begun - DONE_AFTER,
        external_id=row["initiative_id"],
    )
    for voice in voices_at(access, place, until=start, most=MOST_VOICES):
        link_voice(access, made, response=voice)
    complete_initiative(access, made, now=start, completed_on=begun)
