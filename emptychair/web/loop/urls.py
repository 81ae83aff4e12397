"""Addresses of this section."""

from django.urls import path

from emptychair.web.loop import case, cases, effort, initiative, initiatives, new_case, telling

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/export.csv", cases.export_cases, name="cases-export"),
    path("cases/new/", new_case.new_case, name="case-new"),
    path("cases/change/", cases.change_cases, name="cases-change"),
    path("cases/undo/<slug:batch>/", cases.undo_case_changes, name="cases-undo"),
    path("cases/<int:number>/", case.case, name="case"),
    path("cases/<int:number>/<slug:act>/", case.act_on_case, name="case-act"),
    path("initiatives/", initiatives.initiatives, name="initiatives"),
    path("initiatives/new/", initiatives.new_initiative, name="initiative-new"),
    path("initiatives/link/", initiatives.link_to_initiative, name="initiative-link"),
    path("initiatives/<int:number>/", initiative.initiative, name="initiative"),
    path("initiatives/<int:number>/edit/", initiatives.edit_initiative, name="initiative-edit"),
    path("initiatives/<int:number>/move/", initiative.move, name="initiative-move"),
    path(
        "initiatives/<int:number>/voices/<int:voice_id>/unlink/",
        initiative.unlink,
        name="initiative-unlink",
    ),
    path("initiatives/<int:number>/tell/", telling.tell, name="initiative-tell"),
    path(
        "initiatives/<int:number>/answers/<int:inbound_id>/case/",
        telling.case_for_answer,
        name="initiative-answer-case",
    ),
    path("effort/", effort.effort, name="effort"),
    path("effort/log/", effort.log, name="effort-log"),
    path("effort/<int:entry_id>/", effort.edit, name="effort-edit"),
    path("effort/<int:entry_id>/delete/", effort.delete, name="effort-delete"),
    path("effort/undo/<int:audit_id>/", effort.undo, name="effort-undo"),
]
