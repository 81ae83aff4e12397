"""Numbers for Prometheus: requests by route and status, and the state of the queue.

A scraper sends a token with `job:read` as its bearer token. Each web process counts for itself;
the counts are shared through files in `PROMETHEUS_MULTIPROC_DIR`, which `emptychair.http` sets
before anything is imported.
"""

import time
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from emptychair.accounts.access import ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs.overview import counts_for_watchers
from emptychair.kit.errors import Refused

REQUESTS = Counter("emptychair_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "emptychair_request_seconds",
    "Time to answer a request",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5),
)


class RequestCounterMiddleware:
    """Counts requests and their time by route, never by address: addresses hold ids and tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count."""
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = match.route if match else "none"
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - begun)
        return response


class QueueCollector:
    """Reads the queue when it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Jobs by state."""
        family = GaugeMetricFamily("emptychair_jobs", "Jobs by state", labels=["state"])
        for state, count in counts_for_watchers().items():
            family.add_metric([state], count)
        yield family


@never_cache
@require_safe
def watching(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format; for tokens with `job:read`."""
    access = access_from(request)
    access.require(Permission.JOB_READ)
    if access.actor.kind is not ActorKind.TOKEN:
        raise Refused  # a page for machines: nobody opens it by a link in a mail
    registry = CollectorRegistry()
    if values.ValueClass.__name__ == "MmapedValue":
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types for it
        text = generate_latest(registry)
    else:
        text = generate_latest(REGISTRY)
    queue = CollectorRegistry()
    queue.register(QueueCollector())
    return HttpResponse(text + generate_latest(queue), content_type=CONTENT_TYPE_LATEST)
