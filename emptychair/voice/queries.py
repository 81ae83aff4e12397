"""Reading customers' words, as whoever asks may see them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Person
from emptychair.customers.queries import people_in_segment, segment_with_id
from emptychair.kit.errors import NotFound
from emptychair.kit.masking import mask_name, mask_names
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.hidden import HiddenAnswers, hidden_voices
from emptychair.surveys.queries.privacy import private_surveys, surveys_with_hidden_words
from emptychair.surveys.types.definition import Aside, Privacy
from emptychair.voice.errors import VoiceNotFound
from emptychair.voice.types import UNKNOWN, Voice, VoiceFilters

FETCHED = (
    "pk",
    "person_id",
    "person__name",
    "company__name",
    "metric",
    "score",
    "comment",
    "touchpoint__name",
    "touchpoint_id",
    "segment",
    "language",
    "channel",
    "answered_at",
    "survey__privacy",
    "marks",
    "is_counted",
    "aside",
    "case__number",  # by its name in the tables: what lies above cannot be imported here
)
_ORDERS = {
    "newest": ("-answered_at", "-pk"),
    "oldest": ("answered_at", "pk"),
    "lowest": ("score", "-answered_at", "-pk"),
    "highest": ("-score", "-answered_at", "-pk"),
}


@dataclass(frozen=True, slots=True)
class VoiceList:
    """Voices that are read when a slice of them is asked for, as `paginate` does."""

    access: Access
    rows: QuerySet[Response, dict[str, Any]]
    text: str

    def __getitem__(self, part: slice) -> list[Voice]:
        """Some of them, masked where they must be."""
        return [voice for voice in self._voices(part) if self._is_sought(voice)]

    def __iter__(self) -> Iterator[Voice]:
        """All of them."""
        return iter(self[slice(None)])

    def _voices(self, part: slice) -> list[Voice]:
        rows = self._some(part)
        asked = dict(
            Response.objects.filter(pk__in=[row["pk"] for row in rows])
            .annotate(asked=Count("initiatives"))
            .filter(asked__gt=0)
            .values_list("pk", "asked")
        )
        return [_voice(self.access, row, asked.get(row["pk"], 0)) for row in rows]

    def _some(self, part: slice) -> list[dict[str, Any]]:
        if part.stop is None:
            return list(self.rows[part])
        # First which: sorted with all their words they take SQLite twice as long.
        numbers = list(self.rows.values_list("pk", flat=True)[part])
        known = Response.objects.filter(pk__in=numbers).values(*FETCHED)
        by_number = {row["pk"]: row for row in known}
        return [by_number[number] for number in numbers if number in by_number]

    def _is_sought(self, voice: Voice) -> bool:
        # A name that is masked cannot be found by guessing it.
        shown = f"{voice.comment}\n{voice.company}".casefold()
        return self.access.may_see_names or self.text.casefold() in shown


def voices(access: Access, filters: VoiceFilters) -> VoiceList:
    """The voices that the filters leave; answers to oneself are none."""
    ordered = answers_left(access, filters).order_by(*_ORDERS[filters.order])
    return VoiceList(access, ordered.values(*FETCHED), filters.text)


def answers_left(access: Access, filters: VoiceFilters) -> QuerySet[Response]:
    """The answers that the filters leave, for what is asked about them as a whole."""
    access.require(Permission.VOICE_READ)
    found = Response.objects.visible_to(access).filter(
        **_of_quality(filters), **_exact(access, filters)
    )
    found = found.exclude(survey__in=_not_shown(access, filters))
    if filters.group_id is not None:
        found = found.filter(person__in=_in_group(access, filters.group_id))
    if filters.further is not None:
        found = found.filter(filters.further)
    if not filters.silent_too:
        found = found.exclude(comment="")
    if filters.text:
        found = found.filter(_holding(access, filters.text))
    if filters.with_case is not None:
        found = found.filter(case__isnull=not filters.with_case)
    if filters.order in {"lowest", "highest"}:
        found = found.filter(score__isnull=False)
    return found


def voices_with_ids(access: Access, ids: Collection[int]) -> VoiceList:
    """These answers, the lowest score first; none of a private survey, which a choice narrows."""
    access.require(Permission.VOICE_READ)
    found = Response.objects.visible_to(access).filter(pk__in=ids, is_counted=True)
    found = found.exclude(survey__in=private_surveys(access).values("pk"))
    return VoiceList(access, found.order_by(*_ORDERS["lowest"]).values(*FETCHED), "")


def voice_with_id(access: Access, response_id: int) -> Voice:
    """One answer. Raises `VoiceNotFound`."""
    access.require(Permission.VOICE_READ)
    rows = Response.objects.visible_to(access).filter(pk=response_id)
    rows = rows.exclude(survey__in=surveys_with_hidden_words(access))
    found = VoiceList(access, rows.values(*FETCHED), "")[slice(0, 1)]
    if not found:
        raise VoiceNotFound
    return found[0]


def response_behind(access: Access, response_id: int) -> Response:
    """The answer itself, for services that act on it. Raises `VoiceNotFound`."""
    access.require(Permission.VOICE_READ)
    rows = Response.objects.visible_to(access).select_related(
        "person", "company", "touchpoint__team", "survey"
    )
    rows = rows.exclude(survey__in=surveys_with_hidden_words(access))
    found = rows.filter(pk=response_id).first()
    if found is None:
        raise VoiceNotFound
    return found


def words_in_use(access: Access, column: str) -> list[str]:
    """The segments, languages or channels of the newest answers, for a filter to choose from."""
    newest = Response.objects.visible_to(access).order_by("-answered_at")
    seen = {value for value in newest.values_list(column, flat=True)[:5_000] if value}
    return sorted(seen)


def voices_not_shown(access: Access, filters: VoiceFilters) -> list[HiddenAnswers]:
    """Answers of private surveys that the list leaves out, to say so; nothing about one person."""
    access.require(Permission.VOICE_READ)
    if filters.person_id:
        return []
    return hidden_voices(access, metric=filters.metric, is_narrowed=_is_narrowed(filters))


def _not_shown(access: Access, filters: VoiceFilters) -> QuerySet[Survey, Any]:
    """Private surveys: with too few answers none is shown, and narrowed to a group none at all."""
    if _is_narrowed(filters) or filters.person_id:
        return private_surveys(access).values("pk")
    return surveys_with_hidden_words(access)


def _is_narrowed(filters: VoiceFilters) -> bool:
    narrowed = (filters.segment, filters.language, filters.channel, filters.text)
    return any(narrowed) or filters.group_id is not None or filters.further is not None


def _in_group(access: Access, segment_id: int) -> QuerySet[Person]:
    """Who is in a saved segment now; nobody where it is unknown or makes no sense any more."""
    try:
        return people_in_segment(access, segment_with_id(access, segment_id))
    except (NotFound, SegmentNotUnderstood):
        return Person.objects.none()


def _exact(access: Access, filters: VoiceFilters) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if filters.metric:
        wanted["metric"] = filters.metric
    if filters.scores:
        wanted["score__in"] = filters.scores
    if filters.person_id:
        wanted["person"] = filters.person_id
    if filters.touchpoint_id is not None:
        wanted["touchpoint"] = filters.touchpoint_id or None
    for name in ("segment", "language", "channel"):
        value = getattr(filters, name)
        if value:
            wanted[name] = "" if value == UNKNOWN else value
    if filters.period is not None:
        start, end = filters.period.moments(access.workspace.zone)
        wanted |= {"answered_at__gte": start, "answered_at__lt": end}
    return wanted


def _of_quality(filters: VoiceFilters) -> dict[str, Any]:
    """What was left out for its quality is seen only by asking for it."""
    if filters.marks == "excluded":
        return {"aside": Aside.EXCLUDED.value, "is_test": False}
    return {"is_counted": True, **({"is_marked": True} if filters.marks else {})}


def _holding(access: Access, text: str) -> Q:
    wanted = Q(comment__icontains=text) | Q(company__name__icontains=text)
    return wanted | Q(person__name__icontains=text) if access.may_see_names else wanted


def _voice(access: Access, row: dict[str, Any], initiatives: int) -> Voice:
    name, company = row["person__name"] or "", row["company__name"] or ""
    comment = row["comment"]
    if not access.may_see_names:
        comment = mask_names(comment, [name] if name else [])
        name = mask_name(name, row["language"] or access.workspace.language)
    return Voice(
        response_id=row["pk"],
        person_id=row["person_id"],
        name=name,
        company=company,
        metric=row["metric"],
        score=row["score"],
        comment=comment,
        touchpoint=row["touchpoint__name"] or "",
        touchpoint_id=row["touchpoint_id"],
        segment=row["segment"] if row["survey__privacy"] == Privacy.NAMED else "",
        language=row["language"],
        channel=row["channel"] if row["survey__privacy"] == Privacy.NAMED else "",
        answered_at=row["answered_at"],
        case_number=row["case__number"],
        initiatives=initiatives,
        marks=tuple(row["marks"]),
        is_counted=row["is_counted"],
        aside=row["aside"],
    )
