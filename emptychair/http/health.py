"""For whoever watches the installation: is the process alive, and is it ready for visitors."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger("emptychair.health")


@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when the database is there with all its tables, else 503 and the reason."""
    problem = database_problem()
    if problem:
        return JsonResponse({"status": "not ready", "reason": problem}, status=503)
    return JsonResponse({"status": "ready"})


def database_problem() -> str:
    """What is wrong with the database, or nothing. The log has the details."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("The database cannot be reached")
        return "The database cannot be reached."
    return "The database waits for its migrations." if waiting else ""
