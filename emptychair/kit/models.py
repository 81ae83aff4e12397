"""What every table of a workspace has: its workspace, when it was made, when it was changed."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from emptychair.accounts.access import Access

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class WorkspaceQuerySet(models.QuerySet[Row_co]):
    """The one adjective all tables of a workspace share."""

    def visible_to(self, access: "Access") -> Self:
        """Rows of the workspace of `access`; nothing else exists for it."""
        return self.filter(workspace=access.workspace)

    def with_flags(self, *names: str) -> Self:
        """Rows for which these are true.

        Django asks SQLite for a true column by its name alone, and for that no index is taken.
        """
        return self.filter(**{f"{name}__in": [True] for name in names})

    def with_external_id(self, *ids: str) -> Self:
        """Rows with one of these ids of another system; for tables that have such a column.

        The index over the column leaves out empty ids, and SQLite takes it only for a question that
        does so too: without, it reads every row of the workspace.
        """
        wanted = {"external_id": ids[0]} if len(ids) == 1 else {"external_id__in": ids}
        return self.filter(**wanted).exclude(external_id="")


class TimedModel(models.Model):
    """A row that knows when it was made and last changed (UTC)."""

    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class WorkspaceModel(TimedModel):
    """A row that belongs to one workspace and vanishes with it."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
