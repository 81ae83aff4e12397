"""Addresses of playbooks."""

from django.urls import path

from emptychair.web.automation import (
    acting,
    editing,
    listing,
    page,
    runs,
    steps,
    stop,
    trying,
    versions,
)

urlpatterns = [
    path("", listing.playbooks, name="playbooks"),
    path("new/", listing.new, name="playbook-new"),
    path("choose/", acting.choose, name="playbook-choose"),
    path("all/<slug:act>/", listing.all_of_them, name="playbooks-all"),
    path("stop/<str:token>/", stop.stop, name="playbook-stop"),
    path("runs/<int:run_id>/", runs.run, name="playbook-run"),
    path("runs/<int:run_id>/<slug:act>/", runs.act_on_run, name="playbook-run-act"),
    path("<int:playbook_id>/", page.playbook, name="playbook"),
    path("<int:playbook_id>/name/", editing.name, name="playbook-name"),
    path("<int:playbook_id>/trigger/", editing.trigger, name="playbook-trigger"),
    path("<int:playbook_id>/conditions/", editing.conditions, name="playbook-conditions"),
    path("<int:playbook_id>/rules/", editing.rules, name="playbook-rules"),
    path("<int:playbook_id>/steps/new/<slug:kind>/", steps.new_step, name="playbook-new-step"),
    path("<int:playbook_id>/steps/<slug:step_id>/", steps.step, name="playbook-step"),
    path(
        "<int:playbook_id>/steps/<slug:step_id>/<slug:act>/",
        steps.move_step,
        name="playbook-step-move",
    ),
    path("<int:playbook_id>/trial/", trying.trial, name="playbook-trial"),
    path("<int:playbook_id>/live/", acting.live, name="playbook-live"),
    path("<int:playbook_id>/state/<slug:act>/", acting.change_state, name="playbook-state"),
    path("<int:playbook_id>/start/", acting.start, name="playbook-start"),
    path("<int:playbook_id>/runs/", runs.runs, name="playbook-runs"),
    path("<int:playbook_id>/runs/undo/", runs.undo_day, name="playbook-undo-day"),
    path("<int:playbook_id>/versions/", versions.versions, name="playbook-versions"),
]
