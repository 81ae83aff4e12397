"""Addresses of renewals."""

from django.urls import path

from emptychair.web.renewals import accuracy, definitions, noting, renewals, repeat, revenue

urlpatterns = [
    path("", renewals.renewals, name="renewals"),
    path("renewals.csv", renewals.as_file, name="renewals-file"),
    path("refresh/", renewals.refresh, name="renewals-refresh"),
    path("<int:renewal_id>/", renewals.renewal, name="renewal"),
    path("<int:renewal_id>/step/", noting.step, name="renewal-step"),
    path("<int:renewal_id>/call/", noting.call, name="renewal-call"),
    path("<int:renewal_id>/outcome/", noting.outcome, name="renewal-outcome"),
    path("<int:renewal_id>/reopen/", noting.reopen, name="renewal-reopen"),
    path("revenue/", revenue.revenue, name="revenue"),
    path("revenue/months.csv", revenue.as_file, name="revenue-file"),
    path("revenue/<slug:month>/<slug:currency>/", revenue.month, name="revenue-month"),
    path("revenue/<slug:month>/publish/now/", revenue.publish, name="revenue-publish"),
    path("definitions/", definitions.definitions, name="revenue-definitions"),
    path("definitions/kinds/", definitions.kinds, name="revenue-kinds"),
    path("accuracy/", accuracy.accuracy, name="renewal-accuracy"),
    path("repeat/", repeat.repeat, name="repeat"),
]
