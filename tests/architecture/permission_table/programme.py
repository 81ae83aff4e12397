"""The programme: read by all who read surveys, run by owner and manager."""

from datetime import date

from emptychair.accounts.models import User
from emptychair.metrics.models import Target
from emptychair.programme.models import Escalation, Routine, RoutineTask
from tests.architecture.permission_table.who import may
from tests.people import NOW

HEADS = ("owner", "manager")
TEAM = (*HEADS, "member")
READERS = (*TEAM, "analyst")


def seen(*allowed, ok=200, others=403, **rest):
    return may(*allowed, ok=ok, others=others, **({"outsider": 404} | rest))


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


LINES = {
    ("GET", "programme/", "/programme/"): section(*READERS),
    ("GET", "programme/seats/", "/programme/seats/"): section(*HEADS),
    ("GET", "programme/routines/<int:routine_id>/", "/programme/routines/{routine}/"): seen(*HEADS),
    ("GET", "programme/tasks/<int:task_id>/", "/programme/tasks/{task}/"): seen(*READERS),
    (
        "POST",
        "programme/tasks/<int:task_id>/<slug:act>/",
        "/programme/tasks/{task}/save/",
    ): seen(*TEAM, ok=302),
    ("GET", "programme/targets/new/", "/programme/targets/new/"): section(*HEADS),
    ("GET", "programme/targets/<int:target_id>/", "/programme/targets/{target}/"): seen(*READERS),
    (
        "POST",
        "programme/targets/<int:target_id>/<slug:act>/",
        "/programme/targets/{target}/close/",
    ): seen(*HEADS, ok=302),
    ("GET", "programme/escalations/new/", "/programme/escalations/new/"): section(*TEAM),
    (
        "GET",
        "programme/escalations/<int:escalation_id>/",
        "/programme/escalations/{escalation}/",
    ): seen(*READERS),
}


def make(people):
    routine = Routine.objects.create(workspace=people.workspace, key="weekly_voices", every="week")
    task = RoutineTask.objects.create(
        workspace=people.workspace,
        routine=routine,
        unique="2026-W47",
        due_on=date(2026, 11, 16),
        owner=User.objects.get(pk=people.bob.pk),
    )
    target = Target.objects.create(
        workspace=people.workspace,
        metric="nps",
        value=40,
        by_day=date(2027, 3, 31),
        set_on=date(2026, 11, 1),
    )
    escalation = Escalation.objects.create(
        workspace=people.workspace, title="x", needs="y", raised_at=NOW
    )
    return {
        "routine": routine.pk,
        "task": task.pk,
        "target": target.pk,
        "escalation": escalation.pk,
    }
