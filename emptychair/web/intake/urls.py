"""Addresses of requests."""

from django.urls import path

from emptychair.web.intake import (
    acting,
    lists,
    own_form,
    page,
    receiving,
    situation,
    tasks,
    telling,
)

urlpatterns = [
    path("", lists.requests, name="requests"),
    path("new/", receiving.new_request, name="request-new"),
    path("form/", own_form.own_form, name="request-own-form"),
    path("form/<str:token>/", own_form.wish, name="request-form"),
    path("situation/", situation.situation, name="requests-situation"),
    path("tasks/<int:task_id>/", tasks.task, name="request-task"),
    path("tasks/<int:task_id>/<slug:act>/", tasks.act_on_task, name="request-task-act"),
    path("<int:number>/", page.request_page, name="request"),
    path("<int:number>/split/", tasks.split, name="request-split"),
    path("<int:number>/edit/", acting.edit, name="request-edit"),
    path("<int:number>/tell/", telling.tell, name="request-tell"),
    path("<int:number>/<slug:act>/", acting.act_on_request, name="request-act"),
]
