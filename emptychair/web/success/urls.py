"""Addresses of success."""

from django.urls import path

from emptychair.web.success import (
    customer,
    health,
    listing,
    lost,
    models,
    splitting,
    table,
    weights,
)

urlpatterns = [
    path("", listing.at_risk, name="success"),
    path("table.csv", table.table, name="success-table"),
    path("look/", listing.look, name="success-look"),
    path("chances/", listing.chances, name="success-chances"),
    path("health/", health.health, name="health"),
    path("health/companies/<int:company_id>/", customer.company, name="company-health"),
    path("health/people/<int:person_id>/", customer.person, name="person-health"),
    path(
        "health/companies/<int:company_id>/case/", customer.company_case, name="company-risk-case"
    ),
    path("health/people/<int:person_id>/case/", customer.person_case, name="person-risk-case"),
    path("health/weights/", weights.weights, name="health-weights"),
    path("lost/", lost.lost, name="lost"),
    path("lost/<int:lost_id>/", lost.lost_customer, name="lost-customer"),
    path("models/", models.models, name="risk-models"),
    path("models/test/", models.test, name="risk-models-test"),
    path("models/split/", splitting.split, name="risk-models-split"),
    path("models/<int:model_id>/", models.model, name="risk-model"),
    path("models/<int:model_id>/<slug:act>/", models.act_on, name="risk-model-act"),
]
