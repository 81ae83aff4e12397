"""Where the link of an invitation leads."""

from django.urls import path

from emptychair.web.settings.people import invitations

urlpatterns = [
    path("invitation/", invitations.accept, name="invitation-accept"),
    path("invitation/<str:secret>/", invitations.opened, name="invitation"),
]
