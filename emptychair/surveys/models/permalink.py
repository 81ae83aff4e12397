"""The address under which an answer was known elsewhere."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Permalink(WorkspaceModel):
    """The token of an imported answer, so that links that lie in chats and tickets still lead to
    it. Answers of our own need no row: their token is made of their number (`links.py`).
    """

    response = models.OneToOneField(
        "surveys.Response", on_delete=models.CASCADE, related_name="permalink"
    )
    token = models.CharField(max_length=64)

    objects = WorkspaceQuerySet["Permalink"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "token"], name="permalink_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["token"], name="permalink_token")]

    @override
    def __str__(self) -> str:
        return self.token
