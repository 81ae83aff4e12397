"""What was answered to each question."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Answer(WorkspaceModel):
    """One question of one response. The main score and its why stand in the response as well."""

    response = models.ForeignKey(
        "surveys.Response", on_delete=models.CASCADE, related_name="answers"
    )
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=60)  # key in the definition
    kind = models.CharField(max_length=12)  # types.definition.QuestionKind
    number = models.FloatField(null=True)
    text = models.TextField(blank=True)
    choices = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["Answer"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "survey", "question"], name="answer_question"),
            models.Index(  # read from the index alone: what changed since it was last counted
                fields=["workspace", "changed_at", "kind", "response"], name="answer_changed"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.question} of {self.response_id}"
