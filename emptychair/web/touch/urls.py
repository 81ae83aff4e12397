"""Addresses of touch."""

from django.urls import path

from emptychair.web.touch import (
    capacity,
    customers,
    design_file,
    designs,
    economics,
    groups,
    settings,
    steps,
)

urlpatterns = [
    path("touch/", economics.touch, name="touch"),
    path("touch/count/", economics.count_again, name="touch-count"),
    path("touch/settings/", settings.costs, name="touch-settings"),
    path("touch/settings/margins/", settings.margins, name="touch-margins"),
    path("touch/groups/<int:group_id>/", groups.group, name="touch-group"),
    path("touch/groups/<int:group_id>/<slug:act>/", groups.act_on_group, name="touch-group-act"),
    path("touch/decisions/<int:decision_id>/undo/", groups.undo, name="touch-undo"),
    path("touch/customers/", customers.customers, name="touch-customers"),
    path("touch/customers/table.csv", customers.table, name="touch-customers-table"),
    path("touch/customers/<int:row_id>/", customers.customer, name="touch-customer"),
    path(
        "touch/customers/<int:row_id>/<slug:act>/",
        customers.act_on_customer,
        name="touch-customer-act",
    ),
    path("touch/capacity/", capacity.capacity, name="touch-capacity"),
    path("touch/capacity/<int:user_id>/", capacity.of_one, name="touch-capacity-of"),
    path("touch/capacity/<int:user_id>/<slug:act>/", capacity.act, name="touch-capacity-act"),
    path("touch/off/<int:off_id>/drop/", capacity.drop_off, name="touch-off-drop"),
    path("organisation/", designs.organisations, name="organisations"),
    path("organisation/<int:design_id>/", designs.organisation, name="organisation"),
    path(
        "organisation/<int:design_id>/design.md", design_file.design_file, name="organisation-file"
    ),
    path("organisation/<int:design_id>/readings/", designs.read, name="organisation-read"),
    path("organisation/<int:design_id>/steps/<int:number>/", steps.step, name="organisation-step"),
]
