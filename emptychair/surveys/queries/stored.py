"""One row, and the workspace behind an id that a job was given."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.surveys.models import Response, Survey, Wave
from emptychair.surveys.types import USUAL_METRICS, Metric


def survey_with_id(access: Access, survey_id: int) -> Survey:
    """The survey, with touchpoint and segment loaded. Raises `NotFound`."""
    access.require(Permission.SURVEY_READ)
    rows = Survey.objects.visible_to(access).select_related("touchpoint", "segment")
    survey = rows.filter(pk=survey_id).first()
    if survey is None:
        raise NotFound
    return survey


def surveys_of(access: Access) -> list[Survey]:
    """All surveys of the workspace by name."""
    access.require(Permission.SURVEY_READ)
    return list(Survey.objects.visible_to(access).select_related("touchpoint").order_by("name"))


def response_with_id(access: Access, response_id: int) -> Response:
    """The answer with person, company and touchpoint loaded, unmasked: pages show `AnswerRow`.

    Raises `NotFound`.
    """
    access.require(Permission.CASE_READ)
    rows = Response.objects.visible_to(access).select_related(
        "survey", "person", "company", "touchpoint__team", "invitation"
    )
    response = rows.filter(pk=response_id).first()
    if response is None:
        raise NotFound
    return response


def workspace_with_id(access: Access, workspace_id: int) -> Workspace | None:
    """The workspace, for the product's own work, or nothing when it is gone."""
    access.require(Permission.SURVEY_SEND)
    return Workspace.objects.filter(pk=workspace_id).first()


def workspace_of_survey(access: Access, survey_id: int) -> Workspace | None:
    """The workspace of a survey, for the product's own work."""
    access.require(Permission.SURVEY_SEND)
    survey = Survey.objects.select_related("workspace").filter(pk=survey_id).first()
    return survey.workspace if survey else None


def workspace_of_wave(access: Access, wave_id: int) -> Workspace | None:
    """The workspace of a wave, for the product's own work."""
    access.require(Permission.SURVEY_SEND)
    wave = Wave.objects.select_related("workspace").filter(pk=wave_id).first()
    return wave.workspace if wave else None


def metrics_in_use(access: Access) -> list[str]:
    """The three usual metrics, and the others that some survey asks for, in their fixed order."""
    asked = set(Survey.objects.visible_to(access).values_list("metric", flat=True).distinct())
    return [metric for metric in Metric.values if metric in asked or metric in USUAL_METRICS]
