"""What only the demo does to tables: mark its workspaces, remove them, read for its stories."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, User, Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Person, SpecialDay, Wish
from emptychair.demo.loading.brands import DEMO_ADDRESS, Brand
from emptychair.kit.errors import Refused
from emptychair.loop.models import Case
from emptychair.loop.services.entries import write_entry
from emptychair.loop.types import CaseState, EntryKind
from emptychair.metrics.rules.scoring import SCALES, scores_of_band
from emptychair.programme.models import RoutineTask
from emptychair.programme.queries.programme import steps_of
from emptychair.surveys.models import Answer, Response, Survey
from emptychair.surveys.rules.speeding import WHOLE
from emptychair.touchpoints.models import Journey, Stage, Touchpoint


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works there, and what they may do."""

    user: User
    access: Access


def mark_as_demo(access: Access, brand: Brand) -> None:
    """Say that the workspace is made up, and set up its house. No mail ever leaves it."""
    workspace = access.workspace
    workspace.is_demo = True
    workspace.currency, workspace.country = brand.currency, brand.country
    workspace.sender_name, workspace.signature = brand.sender, brand.signature
    workspace.sender_address = f"{brand.slug}@example.com"
    workspace.save()


def remove_demo_workspace(access: Access, workspace: Workspace) -> None:
    """Take a made-up workspace away with all that is in it. Raises `Refused` for a real one."""
    del access  # the operator's command
    if not workspace.is_demo:
        raise Refused
    workspace.delete()


def demo_colleague(access: Access, address: str, name: str) -> User:
    """A made-up colleague, who has no password and so cannot sign in."""
    found = User.objects.filter(email=address).first()
    if found is not None:
        return found
    language = access.workspace.language
    return User.objects.create_user(address, name=name, language=language)


def colleagues_of(access: Access) -> list[Colleague]:
    """The made-up people who work there, without the visitor of the demo."""
    rows = Membership.objects.visible_to(access).select_related("user").order_by("pk")
    users = [row.user for row in rows.exclude(user__email=DEMO_ADDRESS)]
    made = [(user, access_of_user(user, slug=access.workspace.slug)) for user in users]
    return [Colleague(user, of_user) for user, of_user in made if of_user]


def newest_open_cases(access: Access, *, most: int) -> list[Case]:
    """Cases at our turn that nobody took yet, the newest first."""
    rows = Case.objects.visible_to(access).filter(state=CaseState.OPEN, assignee=None)
    return list(rows.select_related("team").order_by("-opened_at", "-pk")[:most])


def closed_cases(access: Access, *, since: datetime) -> list[Case]:
    """Cases closed since then, oldest first."""
    rows = Case.objects.visible_to(access).filter(state=CaseState.CLOSED, closed_at__gte=since)
    return list(rows.order_by("closed_at", "pk"))


def set_stage(
    access: Access, touchpoint: Touchpoint, *, journey: str, stage: str, position: int
) -> None:
    """Put a touchpoint into a stage of a journey, which are made when they are not there."""
    way, _ = Journey.objects.get_or_create(workspace=access.workspace, name=journey)
    part, _ = Stage.objects.get_or_create(
        workspace=access.workspace, journey=way, name=stage, defaults={"position": position}
    )
    touchpoint.stage = part
    touchpoint.save(update_fields=["stage", "changed_at"])


def touchpoint_of(access: Access, touchpoint_id: int) -> Touchpoint:
    """One touchpoint with its team."""
    return Touchpoint.objects.visible_to(access).select_related("team").get(pk=touchpoint_id)


def survey_for(access: Access, *, metric: str) -> Survey:
    """The demo's survey of this metric."""
    return Survey.objects.visible_to(access).filter(metric=metric).order_by("pk")[0]


def low_answers(access: Access, *, since: datetime) -> list[Response]:
    """Low NPS answers, oldest first."""
    rows = Response.objects.visible_to(access).filter(metric="nps", score__lte=6)
    return list(rows.filter(answered_at__gte=since).order_by("answered_at", "pk"))


def voices_at(
    access: Access, touchpoint: Touchpoint | None, *, until: datetime, most: int
) -> list[Response]:
    """The newest unhappy voices at a touchpoint before a moment; without one, at any."""
    unhappy = Q()
    for metric in SCALES:
        unhappy |= Q(metric=metric, score__in=scores_of_band(metric, -1))
    rows = Response.objects.visible_to(access).filter(unhappy)
    rows = rows.filter(touchpoint=touchpoint) if touchpoint else rows
    said = rows.exclude(comment="").filter(answered_at__lt=until)
    return list(said.order_by("-answered_at", "-pk")[:most])


def wrote_back(access: Access, case: Case, *, text: str, moment: datetime) -> None:
    """A mail as it was sent then; the outbox of today does not hold it."""
    write_entry(access, case, kind=EntryKind.MAIL_OUT, text=text, now=moment)
    row = Case.objects.visible_to(access).get(pk=case.pk)
    row.state, row.first_reply_at = CaseState.WAITING.value, moment
    row.save()


def customers_to_ask(access: Access, *, most: int, skip: int) -> list[Person]:
    """Customers who were there lately, newest first."""
    rows = Person.objects.visible_to(access).filter(merged_into=None, left_on=None)
    return list(rows.exclude(email="").order_by("-last_event_at", "pk")[skip : skip + most])


def add_day_and_wish(access: Access, person: Person, *, day: date, wish: str) -> None:
    """A birthday on this day of the year, and a wish if there is one."""
    SpecialDay.objects.create(
        workspace=access.workspace, person=person, kind="birthday", month=day.month, day=day.day
    )
    if wish:
        Wish.objects.create(workspace=access.workspace, person=person, text=wish)


def open_programme_tasks(access: Access, *, before: date) -> list[tuple[RoutineTask, int]]:
    """Tasks of the past that the made-up company has done, and how many lines each has."""
    rows = RoutineTask.objects.visible_to(access).filter(state="open", due_on__lt=before)
    found = rows.select_related("routine", "owner").order_by("due_on", "pk")
    return [(one, len(steps_of(access, one.routine))) for one in found]


def add_statements(access: Access, survey: Survey, said: dict[str, dict[str, int]]) -> None:
    """The further answers of these responses (by external id), on a survey's first version."""
    access.require(Permission.DATA_IMPORT)
    rows = Response.objects.visible_to(access).filter(survey=survey)
    rows.update(version=1, finished_at=F("answered_at"), changed_at=timezone.now())
    known = dict(rows.filter(external_id__in=list(said)).values_list("external_id", "pk"))
    Answer.objects.bulk_create(
        (
            Answer(
                workspace=access.workspace,
                survey=survey,
                response_id=known[external_id],
                question=key,
                kind="agree",
                number=number,
            )
            for external_id, answers in said.items()
            if external_id in known
            for key, number in answers.items()
        ),
        batch_size=1_000,
    )


def note_pace(access: Access, survey: Survey, seconds: dict[str, float]) -> None:
    """How long the pages of these answers (by external id) were open."""
    access.require(Permission.DATA_IMPORT)
    rows = Response.objects.visible_to(access).filter(survey=survey)
    found = list(rows.filter(external_id__in=list(seconds)).only("external_id"))
    for row in found:
        row.page_seconds = {WHOLE: seconds[row.external_id]}
    Response.objects.bulk_update(found, ["page_seconds"], batch_size=1_000)
