"""Questions about a workspace that are put together once a process (`kit/prepared.py`).

    @prepared(today=date, limit=ANEW)
    def _late(access: Access, *, today: date, limit: int) -> QuerySet[Plan]:
        return Plan.objects.visible_to(access).late_on(today).order_by("next_on")[:limit]

    rows = _late(access, today=today, limit=100)  # a list

While it is put together, `access` stands for whoever will ask: it may see and do all, and knows of
its workspace the number alone. What depends on the rest (a zone, who asks) is decided before, and
given as a gap. For a partner, who sees fewer rows, each question is put together anew.
"""

from collections.abc import Callable
from typing import Any

from emptychair.accounts.access import Access
from emptychair.kit.prepared import Prepared


def prepared(**gaps: Any) -> Callable[[Callable[..., Any]], Callable[..., list[Any]]]:
    """Make of a function that gives a queryset one that gives its rows; kinds of gaps by name."""

    def put_together_once(ask: Callable[..., Any]) -> Callable[..., list[Any]]:
        question = Prepared(
            lambda workspace, **values: ask(Access.standing_in(workspace), **values),
            workspace=int,
            **gaps,
        )

        def answered(access: Access, **values: Any) -> list[Any]:
            if access.assigned_only:
                return list(ask(access, **values))
            return question.found(workspace=access.workspace.pk, **values)

        return answered

    return put_together_once
