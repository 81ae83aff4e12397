"""Addresses of outcomes."""

from django.urls import path

from emptychair.web.outcomes import (
    asking,
    confirm,
    customer,
    interviews,
    jobs_page,
    kpi,
    kpi_edit,
    listing,
    proxy,
)

urlpatterns = [
    path("outcomes/", listing.outcomes, name="outcomes"),
    path("outcomes/table.csv", listing.table, name="outcomes-table"),
    path("outcomes/jobs/", jobs_page.jobs, name="outcome-jobs"),
    path("outcomes/conversations/new/", interviews.begin, name="interview-new"),
    path("outcomes/conversations/<int:interview_id>/", interviews.write, name="interview"),
    path("outcomes/conversations/<int:interview_id>/drop/", interviews.drop, name="interview-drop"),
    path("outcomes/kpis/new/", kpi_edit.new, name="kpi-new"),
    path("outcomes/kpis/<int:kpi_id>/", kpi.page, name="kpi"),
    path("outcomes/kpis/<int:kpi_id>/edit/", kpi_edit.edit, name="kpi-edit"),
    path("outcomes/kpis/<int:kpi_id>/proxy/", proxy.proxy, name="kpi-proxy"),
    path("outcomes/kpis/<int:kpi_id>/checked/", kpi.checked, name="kpi-checked"),
    path("outcomes/kpis/<int:kpi_id>/count/", kpi.count, name="kpi-count"),
    path("outcomes/kpis/<int:kpi_id>/end/", kpi.end, name="kpi-end"),
    path("outcomes/kpis/<int:kpi_id>/take-up/", kpi.take_up, name="kpi-take-up"),
    path("outcomes/kpis/<int:kpi_id>/readings/<int:reading_id>/", kpi.correct, name="kpi-reading"),
    path("outcomes/kpis/<int:kpi_id>/ask/", asking.ask, name="kpi-ask"),
    path(
        "outcomes/kpis/<int:kpi_id>/links/<int:link_id>/withdraw/",
        asking.withdraw,
        name="kpi-link-withdraw",
    ),
    path(
        "outcomes/kpis/<int:kpi_id>/links/<int:link_id>/decide/",
        asking.decide,
        name="kpi-link-decide",
    ),
    path("customers/companies/<int:company_id>/outcome/", customer.company, name="company-outcome"),
    path("customers/people/<int:person_id>/outcome/", customer.person, name="person-outcome"),
    path("k/<str:token>/", confirm.confirm, name="kpi-confirm"),
]
