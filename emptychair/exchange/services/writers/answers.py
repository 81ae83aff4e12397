"""Rows of answers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from emptychair.customers.models import Company, Person, TimelineEntry
from emptychair.exchange.rules.plain import digest, whose
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.telling import tell_of_answers
from emptychair.exchange.services.writers.answer_places import Surveys, Touchpoints
from emptychair.exchange.services.writers.found_companies import Companies
from emptychair.exchange.services.writers.found_people import Found
from emptychair.exchange.services.writers.private import ANONYMOUS, Promise
from emptychair.exchange.types import Row, Settings, Status
from emptychair.surveys.models import Response, ResponseRevision
from emptychair.surveys.types import SCALE
from emptychair.surveys.types.definition import Aside
from emptychair.touchpoints.models import Touchpoint

_METRICS: Final = {"推奨度": "nps", "満足度": "csat", "努力度": "ces"}
_TOLERANCE: Final = timedelta(days=1)  # clocks and zones differ
_NaturalKey = tuple[Any, ...]


class AnswersWriter:
    """Answers by their number, else by who said what when. Recent ones are told to others."""

    def __init__(self, settings: Settings, *, told: bool) -> None:
        """`told`: others hear of recent answers; a check tells nobody."""
        self._settings, self._told = settings, told
        self._twins: Counter[str] = Counter()
        self._counted: dict[int, str] = {}
        self._keys: dict[int, str] = {}

    def pass_over(self, rows: Iterable[Row]) -> None:
        """Answers of nobody are told apart by counting them, so they are counted again."""
        for row in rows:
            self.key_of(row)

    def key_of(self, row: Row) -> str:
        """The answer's number, or a digest; of equal answers of nobody the how-manieth it is."""
        if row.number in self._counted:
            return self._counted[row.number]
        given = row.text("response_id")
        says = ("metric", "answered_at", "score", "comment", "touchpoint")
        key = "row:" + digest(whose(row), *(row.values.get(name) for name in says))
        if not given and not whose(row) and not row.text("comment"):
            self._twins[key] += 1
            key = self._counted[row.number] = f"{key}:{self._twins[key]}"
        return given or key

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        self._keys = {row.number: self.key_of(row) for row in rows}
        metrics = {row.number: self._metric(row) for row in rows}
        rows = [row for row in rows if self._is_whole(ledger, row, metrics[row.number])]
        surveys = Surveys(ledger, rows, set(metrics.values()))
        touchpoints = Touchpoints(ledger, rows)
        ledger.flush(Touchpoint)
        people = self._people(ledger, rows)
        known = _Known(ledger, rows, self._keys, people)
        new: list[Response] = []
        for row in rows:
            survey = surveys.of(metrics[row.number])
            if Promise.takes_no_files(survey):
                ledger.reject(row, ANONYMOUS, value=survey.name)
                continue
            person = people[row.number][0]
            place = touchpoints.of(row)
            values = self._values(row, people[row.number], metrics[row.number], place)
            there = known.find(row, self._keys[row.number], values)
            if there is not None:
                self._correct(ledger, row, there, values)
                continue
            answer = Response(
                workspace=ledger.access.workspace,
                survey=survey,
                segment=row.text("segment") or (person.segment if person else ""),
                source="import",
                external_id=self._keys[row.number],
                **values,
            )
            Promise.keep_promise(answer, survey)
            ledger.add(row, answer)
            ledger.note(row, Status.ADDED)
            known.know(answer)
            new.append(answer)
        ledger.flush(Response)
        self._tell(ledger, rows, new)
        self._keys = {}

    def _metric(self, row: Row) -> str:
        said = row.text("metric").casefold()
        said = _METRICS.get(said, said)
        return said if said in SCALE else self._settings.metric or "nps"

    def _is_whole(self, ledger: Ledger, row: Row, metric: str) -> bool:
        low, high = SCALE[metric]
        score, moment = row.values.get("score"), row.values.get("answered_at")
        reason = ""
        if score is None:
            reason = "no-score"
        elif not low <= score <= high:
            reason = "score-out-of-scale"
        elif moment is None:
            reason = "no-time"
        elif moment > ledger.now + _TOLERANCE:
            reason = "in-future"
        if reason:
            given = score if "score" in reason else moment
            ledger.reject(row, reason, value="" if given is None else str(given))
        return not reason

    def _people(
        self, ledger: Ledger, rows: Sequence[Row]
    ) -> dict[int, tuple[Person | None, Company | None]]:
        companies = Companies(ledger, rows, number="company_id", name="company")
        of_row = {row.number: companies.of(row) for row in rows}
        ledger.flush(Company)
        people = Found(ledger, rows, number="person_id", name="name")
        found = {}
        for row in rows:
            worth = row.values.get("value")
            more = {"segment": row.text("segment"), "language": row.text("language")}
            money = {"yearly_value": worth, "currency": self._currency(ledger, row)}
            person = people.of(row, of_row[row.number], **more, **(money if worth else {}))
            found[row.number] = (person, of_row[row.number])
        ledger.flush(Person)
        return found

    def _currency(self, ledger: Ledger, row: Row) -> str:
        return row.text("currency").upper() or ledger.access.workspace.currency

    def _values(
        self,
        row: Row,
        owner: tuple[Person | None, Company | None],
        metric: str,
        touchpoint: Touchpoint | None,
    ) -> dict[str, Any]:
        person, company = owner
        return {
            "person_id": person.pk if person else None,
            "company_id": company.pk if company else person.company_id if person else None,
            "touchpoint_id": touchpoint.pk if touchpoint else None,
            "metric": metric,
            "score": row.values["score"],
            "comment": row.text("comment"),
            "language": row.text("language"),
            "channel": row.text("channel") or "import",
            "answered_at": row.values["answered_at"],
        }

    def _correct(self, ledger: Ledger, row: Row, there: Response, values: dict[str, Any]) -> None:
        old = (there.score, there.comment)
        wanted = {"score": values["score"]}
        if values["comment"]:
            wanted["comment"] = values["comment"]
        if not ledger.write(row, there, Promise.may_write(there, wanted)):
            return ledger.note(row, Status.SAME)
        if there.pk is not None:
            ledger.write(row, there, {"corrected_at": ledger.now})
            revision = ResponseRevision(
                workspace=ledger.access.workspace,
                response=there,
                score=old[0],
                comment=old[1],
                replaced_at=ledger.now,
            )
            ledger.add(row, revision)
        return ledger.note(row, Status.CHANGED)

    def _tell(self, ledger: Ledger, rows: Sequence[Row], new: list[Response]) -> None:
        by_key = {self._keys[row.number]: row for row in rows}
        for answer in new:
            if answer.person_id is not None:
                ledger.add(by_key[answer.external_id], _timeline_entry(ledger, answer))
        if self._told:
            since = ledger.now - timedelta(days=self._settings.case_days)
            heard = [one for one in new if one.is_counted and self._settings.case_days]
            recent = [one for one in heard if one.answered_at >= since]
            tell_of_answers(ledger.access, recent)


class _Known:
    """Answers that are there already, by number or by who said what when."""

    def __init__(
        self,
        ledger: Ledger,
        rows: Sequence[Row],
        keys: dict[int, str],
        people: dict[int, tuple[Person | None, Company | None]],
    ) -> None:
        answers = Response.objects.visible_to(ledger.access).select_related("survey")
        answers = answers.filter(Q(is_counted=True) | Q(aside=Aside.EXCLUDED.value))
        self._by_key: dict[str, Response] = {}
        self._by_own: dict[int, Response] = {}
        self._by_saying: dict[_NaturalKey, Response] = {}
        self._keep(answers.with_external_id(*(keys[row.number] for row in rows)))
        own = [int(row.values["emptychair_id"]) for row in rows if "emptychair_id" in row.values]
        if own:
            self._keep(answers.filter(pk__in=own))
        said = {
            (person.pk, row.values["answered_at"])
            for row in rows
            if (person := people[row.number][0]) is not None and not row.text("response_id")
        }
        if said:
            self._keep(answers.filter(pk__in=_who_said_something_then(answers, said)))

    def _keep(self, answers: Iterable[Response]) -> None:
        for answer in answers:
            self.know(self._by_own.setdefault(answer.pk, answer))

    def know(self, answer: Response) -> None:
        if answer.external_id:
            self._by_key.setdefault(answer.external_id, answer)
        if answer.person_id is not None:
            self._by_saying.setdefault(_saying(answer.__dict__), answer)

    def find(self, row: Row, key: str, values: dict[str, Any]) -> Response | None:
        own = row.values.get("emptychair_id")
        if own is not None and int(own) in self._by_own:
            return self._by_own[int(own)]
        if key in self._by_key:
            return self._by_key[key]
        if row.text("response_id") or values["person_id"] is None:
            return None
        return self._by_saying.get(_saying(values))


def _who_said_something_then(
    answers: QuerySet[Response], said: set[tuple[int, datetime]]
) -> list[int]:
    """Of all answers of these people at any of these moments, those at their own."""
    people, moments = zip(*said, strict=True)
    there = answers.filter(person_id__in=set(people), answered_at__in=set(moments))
    found = there.values_list("pk", "person_id", "answered_at")
    return [pk for pk, person, moment in found if (person, moment) in said]


def _saying(values: dict[str, Any]) -> _NaturalKey:
    names = ("person_id", "metric", "answered_at", "score", "comment", "touchpoint_id")
    return tuple(values[name] for name in names)


def _timeline_entry(ledger: Ledger, answer: Response) -> TimelineEntry:
    """The same entry as an answer that came by mail leaves."""
    return TimelineEntry(
        workspace=ledger.access.workspace,
        person_id=answer.person_id,
        company_id=answer.company_id,
        code="surveys.answered",
        parameters={"metric": answer.metric, "score": answer.score, "id": answer.pk},
        happened_at=answer.answered_at,
        actor_label=ledger.access.actor.label[:200],
        unique_key=f"response:{answer.pk}",
    )
