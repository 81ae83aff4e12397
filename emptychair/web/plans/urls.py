"""Addresses of plans."""

from django.urls import path

from emptychair.web.plans import (
    acting,
    board,
    moving,
    page,
    public,
    rules,
    sending,
    starting,
    steps,
    templates,
)

urlpatterns = [
    path("plans/", board.plans, name="plans"),
    path("plans/new/", starting.new_plan, name="plan-new"),
    path("plans/templates/", templates.plan_templates, name="plan-templates"),
    path("plans/templates/new/", templates.new_template, name="plan-template-new"),
    path("plans/templates/<slug:key>/", templates.template, name="plan-template"),
    path("plans/templates/<slug:key>/remove/", templates.remove, name="plan-template-remove"),
    path("plans/templates/<slug:key>/restore/", templates.restore, name="plan-template-restore"),
    path("plans/rules/new/", rules.new_rule, name="plan-rule-new"),
    path("plans/rules/<int:rule_id>/<slug:act>/", rules.act_on_rule, name="plan-rule-act"),
    path("plans/steps/<int:step_id>/", steps.step, name="plan-step"),
    path("plans/steps/<int:step_id>/<slug:act>/", steps.act_on_step, name="plan-step-act"),
    path("plans/links/<int:link_id>/revoke/", sending.revoke, name="plan-link-revoke"),
    path("plans/<int:plan_id>/", page.plan, name="plan"),
    path("plans/<int:plan_id>/edit/", starting.edit_plan, name="plan-edit"),
    path("plans/<int:plan_id>/steps/new/", steps.new_step, name="plan-step-new"),
    path("plans/<int:plan_id>/move/", moving.move, name="plan-move"),
    path("plans/<int:plan_id>/send/", sending.send, name="plan-send"),
    path("plans/<int:plan_id>/<slug:act>/", acting.act_on_plan, name="plan-act"),
    path("p/<str:token>/", public.plan_page, name="plan-page"),
]
