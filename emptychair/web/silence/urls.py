"""Addresses of silence."""

from django.urls import path

from emptychair.web.silence import customer, groups, page, quiet_loss, returned, setting

urlpatterns = [
    path("", page.silence, name="silence"),
    path("list.csv", page.table_file, name="silence-file"),
    path("refresh/", page.refresh, name="silence-refresh"),
    path("settings/", setting.settings, name="silence-settings"),
    path("groups/", groups.groups, name="silence-groups"),
    path("returned/", returned.returned, name="silence-returned"),
    path("quiet-loss/", quiet_loss.quiet_loss, name="quiet-loss"),
    path("quiet-loss/leavers.csv", quiet_loss.table_file, name="quiet-loss-file"),
    path("quiet-loss/prices/", quiet_loss.add_price, name="quiet-loss-price"),
    path(
        "quiet-loss/prices/<int:price_id>/remove/",
        quiet_loss.remove_price,
        name="quiet-loss-price-remove",
    ),
    path(
        "quiet-loss/prices/undo/<int:audit_id>/",
        quiet_loss.undo_removal,
        name="quiet-loss-price-undo",
    ),
    path("<slug:kind>/<int:number>/", customer.customer, name="silence-customer"),
    path("<slug:kind>/<int:number>/<slug:act>/", customer.act_on, name="silence-act"),
]
