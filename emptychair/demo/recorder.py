"""One person's life as rows of the files."""

from dataclasses import dataclass

from emptychair.demo.catalogue import BRAND_NAMES, BY_CODE, JAPAN, KITCHEN, Touchpoint
from emptychair.demo.chance import Chance, stream
from emptychair.demo.days import Days
from emptychair.demo.lives import Answer, Invitation, Life, left_silently, live
from emptychair.demo.people import CANCELS, LINK, Firm, Person
from emptychair.demo.replies import reply_to
from emptychair.demo.tables import Tables
from emptychair.demo.truth import Truth
from emptychair.demo.usage import daily_use

NOTES = {"ja": "架空", "en": "fictional"}
VALUED = {KITCHEN: 200_000, "rota": 9_000}  # yen and dollars a year
_COURSES = (("月1回コース", 12_800), ("月2回コース", 24_600), ("毎週コース", 46_000))
RECENT = 90


@dataclass(slots=True)
class Recorder:
    """Writes people and firms, and tells the truth file what it did."""

    seed: int
    days: Days
    tables: Tables
    truth: Truth

    def firm(self, firm: Firm) -> None:
        """A company, its subscription and its daily use."""
        day, currency = self.days.text, "JPY" if firm.brand == KITCHEN else "USD"
        self.tables.add(
            "companies.csv", firm.firm_id, BRAND_NAMES[firm.brand], firm.name, firm.domain,
            firm.region, firm.language, firm.plan, firm.seats or None, firm.yearly or None,
            currency, day(firm.joined), NOTES[firm.language],
        )  # fmt: skip
        if not firm.plan:
            return
        ended = day(firm.last) if firm.fate == CANCELS else ""
        self.tables.add(
            "subscriptions.csv", f"S{firm.firm_id}", "", firm.firm_id, BRAND_NAMES[firm.brand],
            firm.plan, firm.yearly, "USD", "year", day(firm.joined), ended,
        )  # fmt: skip
        lines, last_use = daily_use(self.seed, self.days, firm)
        self.tables.add_plain("usage.csv", lines)
        if firm.fate == "silent" and last_use is not None:
            self.truth.note("silent_companies", company_id=firm.firm_id, last_use=day(last_use))

    def person(self, person: Person) -> None:
        """A person with all that happened to them."""
        day, life = self.days.text, live(self.seed, self.days, person)
        self.tables.add(
            "people.csv", person.person_id, BRAND_NAMES[person.brand], _firm_id(person),
            person.name, person.email, person.language, person.region, person.segment,
            person.audience, day(person.joined),
            day(person.last) if person.fate == CANCELS else "", NOTES[person.language],
        )  # fmt: skip
        self._course(person)
        self._meetings(person, life)
        chance = stream(self.seed, LINK, -1 - person.number)
        for count, invitation in enumerate(life.invitations, start=1):
            self._invitation(person, invitation, f"{person.person_id[1:]}-{count:03d}", chance)
        if left_silently(person):
            self.truth.note(
                "silent_leavers",
                person_id=person.person_id,
                brand=person.brand,
                last_activity=day(life.last_activity),
            )

    def _course(self, person: Person) -> None:
        chance = stream(self.seed, LINK, 2 * person.number)
        if person.audience != "home" or chance.yes(0.45):
            return
        course, amount = chance.pick(_COURSES)
        ended = self.days.text(person.last) if person.fate == CANCELS else ""
        self.tables.add(
            "subscriptions.csv", f"S{person.person_id}", person.person_id, "",
            BRAND_NAMES[KITCHEN], course, amount, "JPY", "month",
            self.days.text(person.joined), ended,
        )  # fmt: skip

    def _meetings(self, person: Person, life: Life) -> None:
        number, day = person.person_id[1:], self.days.text
        for count, meeting in enumerate(life.meetings, start=1):
            place = BY_CODE[person.brand, meeting.touchpoint]
            self.tables.add(
                "events.csv", f"E{number}-{count:03d}", person.person_id, place.touchpoint_id,
                day(meeting.day),
            )  # fmt: skip
        for count, order in enumerate(life.orders, start=1):
            self.tables.add(
                "orders.csv", f"O{number}-{count:03d}", person.person_id, _firm_id(person),
                day(order.day), order.item, order.amount, "JPY",
            )  # fmt: skip

    def _invitation(
        self, person: Person, invitation: Invitation, number: str, chance: Chance
    ) -> None:
        place = BY_CODE[person.brand, invitation.touchpoint]
        answer, day = invitation.answer, self.days.text
        zone = "+09:00" if person.brand == KITCHEN else "+00:00"
        asked = f"{day(invitation.day)}T{_clock(invitation.minute)}:00{zone}"
        reminded = day(invitation.reminded) if invitation.reminded is not None else ""
        answer_id = f"R{number}" if answer else ""
        self.tables.add(
            "invitations.csv", f"I{number}", person.person_id, place.touchpoint_id,
            invitation.channel, asked, reminded, 2 if reminded else 1, 1 if answer else 0,
            answer_id,
        )  # fmt: skip
        answered = ""
        if answer:
            minute = invitation.minute + 1 + chance.below(24 * 60 - invitation.minute - 1)
            answered = f"{day(answer.day)}T{_clock(minute)}:00{zone}"
            self.tables.add(
                "answers.csv", answer_id, f"I{number}", person.person_id, place.touchpoint_id,
                answer.score, answer.comment.text, person.language, answered,
            )  # fmt: skip
            self._truths(person, invitation, answer, answer_id)
            self._reply(person, answer, place, number, chance)
        self._survey(person, invitation, place, (f"R{number}", asked, answered))

    def _truths(
        self, person: Person, invitation: Invitation, answer: Answer, answer_id: str
    ) -> None:
        place = JAPAN if person.language == "ja" else "elsewhere"
        month = self.days.month(answer.day)
        key = (person.brand, person.segment, place, invitation.touchpoint, month)
        self.truth.answered(key, answer.level)
        if answer.comment.asks:
            self.truth.note("questions", answer_id=answer_id, person_id=person.person_id)
        if answer.comment.leaving:
            self.truth.note("leaving", answer_id=answer_id, person_id=person.person_id)
        is_recent = answer.day > self.days.last - RECENT
        yearly = invitation.yearly or 0
        if is_recent and answer.score <= 6 and yearly >= VALUED[person.brand]:
            self.truth.note(
                "valued_unhappy",
                answer_id=answer_id,
                person_id=person.person_id,
                annual_value=yearly,
                score=answer.score,
            )

    def _reply(
        self, person: Person, answer: Answer, place: Touchpoint, number: str, chance: Chance
    ) -> None:
        reply = reply_to(chance, person, answer, place)
        if reply is None:
            return
        replied = answer.day + 1 + chance.below(4)
        if replied <= self.days.last:
            self.tables.add(
                "replies.csv", f"Y{number}", f"R{number}", person.person_id, reply.staff,
                self.days.text(replied), reply.text,
            )  # fmt: skip

    def _survey(
        self, person: Person, invitation: Invitation, place: Touchpoint, ids: tuple[str, str, str]
    ) -> None:
        """The row of the flat export that a survey tool would give."""
        response_id, asked, answered = ids
        answer = invitation.answer
        japanese = person.brand == KITCHEN
        self.tables.add(
            "survey-ja.csv" if japanese else "survey-en.csv",
            response_id, person.person_id, person.name, person.email,
            person.firm.name if person.firm else "", answer.score if answer else "",
            answer.comment.text if answer else "", place.name, person.segment, person.region,
            _export_time(asked, japanese=japanese), _export_time(answered, japanese=japanese),
            invitation.yearly,
        )  # fmt: skip


def _firm_id(person: Person) -> str:
    return person.firm.firm_id if person.firm else ""


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _export_time(stamp: str, *, japanese: bool) -> str:
    """An ISO time as survey tools print it in that country."""
    plain = stamp[:16].replace("T", " ")
    return plain.replace("-", "/") if japanese else plain
