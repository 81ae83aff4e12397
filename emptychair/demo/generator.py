from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from emptychair.demo.catalogue import BRAND_NAMES, BY_CODE, CHANGES, TOUCHPOINTS
from emptychair.demo.days import Days
from emptychair.demo.people import Person, person_at
from emptychair.demo.readme import README
from emptychair.demo.recorder import Recorder
from emptychair.demo.referrals import referrer_of
from emptychair.demo.tables import Tables, finished_only
from emptychair.demo.truth import Truth

DEFAULT_UNTIL = date(2026, 10, 31)
DEFAULT_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows by file (header not counted), and where the truth file is."""

    counts: dict[str, int]
    truth: Path


def generate(
    folder: Path,
    *,
    people: int = 2000,
    seed: int = DEFAULT_SEED,
    until: date = DEFAULT_UNTIL,
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write the made-up companies' thirty-six months, to the month of `until`, into `folder`.

    The same arguments give the same bytes; person number n is the same however many there are.
    Memory does not grow with `people`. `progress` is told people done and people in all. Existing
    files of the same names are replaced once all are complete, and never half.

    Raises ValueError for fewer than one person, and NotADirectoryError when `folder` is a file.
    """
    if people < 1:
        raise ValueError("Ask for one person at least: the demo company needs a customer.")
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file. Name a folder for the demo data.")
    days = Days(until)
    with finished_only(folder) as desk, ExitStack() as files:
        tables, truth = Tables(desk, files), Truth(days, files)
        _fixed_tables(tables, days)
        _everybody(Recorder(seed, days, tables, truth), people, progress)
        truth.save(desk / "truth.json", seed=seed, people=people)
        (desk / "README.txt").write_text(README, encoding="utf-8")
    return Written(tables.counts, folder / "truth.json")


def _everybody(
    recorder: Recorder, people: int, progress: Callable[[int, int], None] | None
) -> None:
    last_firm = -1
    for number in range(people):
        person = person_at(recorder.seed, recorder.days, number)
        if person.firm and person.firm.number > last_firm:
            last_firm = person.firm.number
            recorder.firm(person.firm)
        recorder.person(person)
        _referral(recorder, person)
        if progress and (number + 1 == people or (number + 1) % 500 == 0):
            progress(number + 1, people)


def _referral(recorder: Recorder, person: Person) -> None:
    found = referrer_of(recorder.seed, recorder.days, person)
    if found is None:
        return
    facts = {
        "referrer_id": found.referrer.person_id,
        "referred_id": found.referred.person_id,
        "referred_on": recorder.days.text(found.day),
    }
    recorder.tables.add("referrals.csv", f"F{person.number + 1:07d}", *facts.values())
    recorder.truth.note("referrals", **facts)


def _fixed_tables(tables: Tables, days: Days) -> None:
    for place in TOUCHPOINTS:
        tables.add(
            "touchpoints.csv", place.touchpoint_id, BRAND_NAMES[place.brand], place.name,
            place.name_ja, place.owner_team,
        )  # fmt: skip
    for change in CHANGES:
        if change.is_initiative:
            place = BY_CODE[change.brand, change.touchpoint]
            tables.add(
                "initiatives.csv", change.code, BRAND_NAMES[change.brand], place.touchpoint_id,
                change.title, place.owner_team, days.text(days.first_of(change.month)),
                change.hypothesis,
            )  # fmt: skip
