"""Rows of answers of Delighted: with their numbers, links, properties, tags and notes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from typing_extensions import override

from emptychair.customers.models import Person, TimelineEntry
from emptychair.exchange.rules import delighted as theirs
from emptychair.exchange.rules.plain import digest
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.answer_places import Surveys
from emptychair.exchange.services.writers.contacts import Contacts, SentElsewhere
from emptychair.exchange.services.writers.private import ANONYMOUS, Promise
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Settings, Status
from emptychair.messaging.models import ContactDecision
from emptychair.surveys.models import Permalink, Response, Survey
from emptychair.surveys.types import SCALE

_TOLERANCE: Final = timedelta(days=1)
_COMPARED: Final = ("score", "comment", "properties", "tags", "notes")


class DelightedAnswersWriter(PlainWriter):
    """Answers of a survey that was chosen, else of a closed one for each kind of score.

    Nobody is told of them: they are history. That these people were asked does count.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @override
    def key_of(self, row: Row) -> str:
        """The number of the answer, else who, when and which score."""
        number = row.text("response_id")
        if theirs.is_their_number(number):
            return f"{theirs.MARK}{number}"
        who = row.text("delighted_id") or row.text("email") or row.text("phone")
        says = (row.values.get("answered_at"), row.values.get("score"))
        return "row:" + digest(theirs.SYSTEM, number, who, *says)

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        chosen = self._chosen(ledger)
        metrics = {row.number: self._metric(row, chosen) for row in rows}
        rows = [row for row in rows if self._is_whole(ledger, row, metrics[row.number], chosen)]
        contacts = Contacts(ledger, rows)
        people = {row.number: contacts.of(row)[0] for row in rows}
        contacts.settle()
        surveys = None if chosen else Surveys(ledger, rows, {metrics[row.number] for row in rows})
        known = self._known(ledger, rows)
        new: list[tuple[Row, Response]] = []
        for row in rows:
            key, values = self.key_of(row), _values(row, people[row.number])
            there = known.get(key)
            if there is not None:
                self._renew(ledger, row, there, values)
                continue
            metric = metrics[row.number]
            survey = surveys.of(metric) if surveys else chosen
            if survey is None or Promise.takes_no_files(survey):
                ledger.reject(row, ANONYMOUS, value=survey.name if survey else "")
                continue
            answer = Response(
                workspace=ledger.access.workspace,
                survey=survey,
                metric=metric,
                source="import",
                external_id=key,
                **values,
            )
            Promise.keep_promise(answer, survey)
            known[key] = answer
            ledger.add(row, answer)
            ledger.note(row, Status.ADDED)
            new.append((row, answer))
        ledger.flush(Response)
        self._beside(ledger, rows, people, new)

    def _chosen(self, ledger: Ledger) -> Survey | None:
        rows = Survey.objects.visible_to(ledger.access)
        return rows.filter(pk=self._settings.survey_id).first()

    def _metric(self, row: Row, chosen: Survey | None) -> str:
        said = theirs.metric_named(row.text("metric"))
        usual = chosen.metric if chosen else self._settings.metric or "nps"
        return said if said in SCALE else usual

    def _is_whole(self, ledger: Ledger, row: Row, metric: str, chosen: Survey | None) -> bool:
        low, high = SCALE[metric]
        score, moment = row.values.get("score"), row.values.get("answered_at")
        reason = ""
        if score is None:
            reason = "no-score"
        elif chosen is not None and chosen.metric != metric:
            reason = "other-scale"
        elif not low <= score <= high:
            reason = "score-out-of-scale"
        elif moment is None:
            reason = "no-time"
        elif moment > ledger.now + _TOLERANCE:
            reason = "in-future"
        if reason:
            ledger.reject(row, reason, value="" if score is None else str(score))
        return not reason

    def _known(self, ledger: Ledger, rows: Sequence[Row]) -> dict[str, Response]:
        keys = [self.key_of(row) for row in rows]
        found = (
            Response.objects.visible_to(ledger.access)
            .with_external_id(*keys)
            .select_related("survey")
        )
        return {answer.external_id: answer for answer in found}

    def _renew(self, ledger: Ledger, row: Row, there: Response, values: dict[str, Any]) -> None:
        wanted = Promise.may_write(there, {name: values[name] for name in _COMPARED})
        changed = ledger.write(row, there, wanted)
        if changed:
            ledger.write(row, there, {"edited_at": values["edited_at"] or ledger.now})
        ledger.note(row, Status.CHANGED if changed else Status.SAME)

    def _beside(
        self,
        ledger: Ledger,
        rows: Sequence[Row],
        people: dict[int, Person | None],
        new: list[tuple[Row, Response]],
    ) -> None:
        sent = SentElsewhere(ledger, [one for one in people.values() if one is not None])
        for row in rows:
            person = people[row.number]
            if person is not None:
                sent.note(row, person, row.values["answered_at"])
        ledger.flush(ContactDecision)
        self._links(ledger, new)
        for row, answer in new:
            if answer.person_id is not None:
                ledger.add(row, _entry(ledger, answer))
        ledger.flush(TimelineEntry)

    def _links(self, ledger: Ledger, new: list[tuple[Row, Response]]) -> None:
        tokens = {
            token: pair for pair in new if (token := theirs.token_in(pair[0].text("permalink")))
        }
        taken = Permalink.objects.visible_to(ledger.access).filter(token__in=list(tokens))
        for token in taken.values_list("token", flat=True):
            tokens.pop(token)
        for token, (row, answer) in tokens.items():
            link = Permalink(workspace=ledger.access.workspace, response=answer, token=token)
            ledger.add(row, link)
        ledger.flush(Permalink)


def _values(row: Row, person: Person | None) -> dict[str, Any]:
    properties: dict[str, Any] = {
        name.removeprefix("property "): value for name, value in row.others.items()
    }
    channel = theirs.channel_in(properties)
    further = theirs.further_in(row.text("further"))
    if further:
        properties[theirs.FURTHER] = further
    answered, updated = row.values["answered_at"], row.values.get("updated_at")
    return {
        "person_id": person.pk if person else None,
        "company_id": person.company_id if person else None,
        "segment": person.segment if person else "",
        "score": row.values["score"],
        "comment": row.text("comment"),
        "channel": channel,
        "answered_at": answered,
        "edited_at": updated if updated is not None and updated > answered else None,
        "properties": properties,
        "tags": theirs.tags_in(row.text("tags")),
        "notes": theirs.notes_in(row.text("notes")),
    }


def _entry(ledger: Ledger, answer: Response) -> TimelineEntry:
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
