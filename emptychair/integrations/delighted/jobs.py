"""Work of this integration that happens later."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.integrations.delighted.queries.requests import due_requests, request_to_carry_out
from emptychair.integrations.delighted.queries.webhooks import delivery_to_make, due_deliveries
from emptychair.integrations.delighted.services.delivering import deliver, forget_old_deliveries
from emptychair.integrations.delighted.services.requests import carry_out
from emptychair.jobs import enqueue, job, schedule

AT_ONCE = 500
_NOBODY = Access.system(None, "Delighted")


@job("delighted.ask")
def ask(*, request_id: int) -> None:
    """Ask the person of one request, if it still waits and its time has come."""
    request = request_to_carry_out(_NOBODY, request_id)
    if request is not None:
        access = Access.system(request.workspace, "Delighted API")
        carry_out(access, request, now=timezone.now())


@job("delighted.ask_due", attempts=1)
def ask_due() -> None:
    """Have everybody asked whose time has come."""
    for request_id in due_requests(_NOBODY, now=timezone.now(), most=AT_ONCE):
        enqueue("delighted.ask", request_id=request_id)


@job("delighted.deliver", attempts=1)
def deliver_event(*, delivery_id: int) -> None:
    """Try to hand one event over; what fails comes back by `delighted.deliver_due`."""
    row = delivery_to_make(_NOBODY, delivery_id)
    if row is not None:
        access = Access.system(row.workspace, "Delighted webhooks")
        deliver(access, row, now=timezone.now())


@job("delighted.deliver_due", attempts=1)
def deliver_due() -> None:
    """Try again what was not taken."""
    for delivery_id in due_deliveries(_NOBODY, now=timezone.now(), most=AT_ONCE):
        enqueue("delighted.deliver", delivery_id=delivery_id)


@job("delighted.tidy_up")
def tidy_up() -> None:
    """Forget events that were settled a month ago."""
    forget_old_deliveries(_NOBODY, now=timezone.now())


schedule("delighted.ask_due", cron="* * * * *")
schedule("delighted.deliver_due", cron="* * * * *")
schedule("delighted.tidy_up", cron="40 4 * * *")
