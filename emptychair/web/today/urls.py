"""Addresses of Today."""

from django.urls import path

from emptychair.web.today import acting_views, demo_views, views

urlpatterns = [
    path("", views.today_page, name="today"),
    path("today/done/", views.done_page, name="today-done"),
    path("today/counts/", views.counts, name="today-counts"),
    path("today/row/", acting_views.row, name="today-row"),
    path("today/row/call/", acting_views.call, name="today-call"),
    path("today/row/give/", acting_views.give, name="today-give"),
    path("today/row/put-off/", acting_views.put_off, name="today-put-off"),
    path("today/row/take-off/", acting_views.take_off, name="today-take-off"),
    path("today/row/done/", acting_views.settle, name="today-settle"),
    path("today/row/case/", acting_views.open_row_case, name="today-case"),
    path("today/marks/<int:mark_id>/undo/", acting_views.undo, name="today-undo"),
    path("demo/", demo_views.demo, name="demo"),
    path("demo/report/<slug:language>/", demo_views.demo_report, name="demo-report"),
    path(
        "demo/report/<slug:language>/download.<slug:form>",
        demo_views.demo_download,
        name="demo-download",
    ),
]
