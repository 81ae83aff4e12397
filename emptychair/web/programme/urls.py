"""Addresses of this section."""

from django.urls import path

from emptychair.web.programme import escalations, page, routines, targets, tasks

urlpatterns = [
    path("", page.programme, name="programme"),
    path("seats/", page.seats, name="programme-seats"),
    path("routines/<int:routine_id>/", routines.routine, name="programme-routine"),
    path("tasks/<int:task_id>/", tasks.task, name="programme-task"),
    path("tasks/<int:task_id>/<slug:act>/", tasks.act_on_task, name="programme-task-act"),
    path("targets/new/", targets.new_target, name="target-new"),
    path("targets/<int:target_id>/", targets.target, name="target"),
    path("targets/<int:target_id>/<slug:act>/", targets.act_on_target, name="target-act"),
    path("escalations/new/", escalations.new_escalation, name="escalation-new"),
    path("escalations/<int:escalation_id>/", escalations.escalation, name="escalation"),
]
