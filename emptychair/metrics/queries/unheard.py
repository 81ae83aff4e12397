"""Large customers who were never heard: from the nightly reading, without who answered since."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.masking import mask_name
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.prepared import ANEW
from emptychair.metrics.models import UnheardCustomer, UnheardReading
from emptychair.metrics.unheard_types import Unheard, UnheardTotals
from emptychair.surveys.models import Invitation, Response

WAIT = timedelta(days=14)  # so long an answer may take before one asks again or calls


def unheard_totals(access: Access) -> UnheardTotals | None:
    """What the last reading found; nothing before the first."""
    access.require(Permission.SCORE_READ)
    found = UnheardReading.objects.visible_to(access).first()
    if found is None:
        return None
    return UnheardTotals(
        as_of=found.as_of,
        read_at=found.read_at,
        customers=found.customers,
        large=found.large,
        unheard=found.unheard,
        share_of_value=found.unheard_value / found.large_value if found.large_value else 0.0,
    )


def unheard_large(access: Access, *, now: datetime, limit: int) -> list[Unheard]:
    """The largest first, without those who answered since, and who were asked days ago only."""
    access.require(Permission.SCORE_READ)
    if access.assigned_only:
        return []
    rows = _largest_unheard(access, asked_by=now - WAIT, limit=limit)
    return [_shown(access, row) for row in rows]


def workspaces_to_read(access: Access) -> list[Workspace]:  # noqa: ARG001 - of no workspace yet
    """Every workspace of the installation."""
    return list(Workspace.objects.order_by("pk"))


def workspace_to_read(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - of no workspace yet
    """One of them; nothing when it is gone."""
    return Workspace.objects.filter(pk=workspace_id).first()


@prepared(asked_by=datetime, limit=ANEW)
def _largest_unheard(
    access: Access, *, asked_by: datetime, limit: int
) -> WorkspaceQuerySet[UnheardCustomer]:
    reading = UnheardReading.objects.visible_to(access).values("as_of", "customers")
    rows = _still_unheard(access, asked_by).annotate(
        read_on=Subquery(reading.values("as_of")[:1]),
        customers=Subquery(reading.values("customers")[:1]),
    )
    return rows.order_by("place")[:limit]


def _still_unheard(access: Access, asked_by: datetime) -> WorkspaceQuerySet[UnheardCustomer]:
    told = Response.objects.visible_to(access).filter(is_counted=True)
    asked = Invitation.objects.visible_to(access).filter(is_test=False).order_by()
    of_person, of_company = Q(person=OuterRef("person")), Q(person__company=OuterRef("company"))
    rows = UnheardCustomer.objects.visible_to(access).select_related("person", "company")
    rows = rows.exclude(Exists(told.filter(of_person)))
    rows = rows.exclude(Exists(told.filter(of_company)))
    rows = rows.exclude(Exists(told.filter(company=OuterRef("company"))))
    rows = rows.annotate(
        asked_at=Coalesce(
            *(
                Subquery(
                    asked.filter(whose)
                    .values("workspace")
                    .annotate(last=Max("asked_at"))
                    .values("last"),
                    output_field=DateTimeField(),
                )
                for whose in (of_person, of_company)
            )
        )
    )
    return rows.filter(Q(asked_at=None) | Q(asked_at__lte=asked_by))


def _shown(access: Access, row: UnheardCustomer) -> Unheard:
    person, company = row.person, row.company
    name = company.name if company else ""
    if person is not None:
        language = person.language or access.workspace.language
        name = person.name if access.may_see_names else mask_name(person.name, language)
    return Unheard(
        kind="company" if company else "person",
        id=row.company_id or row.person_id or 0,
        name=name,
        place=row.place,
        customers=row.customers,  # type: ignore[attr-defined]  # annotated by the query
        value=row.value,
        people=row.people,
        asked_at=row.asked_at,  # type: ignore[attr-defined]  # annotated by the query
        ask_id=row.ask_id,
        reason=row.reason,
        parameters=row.parameters,
        as_of=row.read_on,  # type: ignore[attr-defined]  # annotated by the query
    )
