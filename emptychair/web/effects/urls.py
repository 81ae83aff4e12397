"""Addresses of this section."""

from django.urls import path

from emptychair.web.effects import design, held_out, page

urlpatterns = [
    path("initiatives/<int:number>/effect/", page.effect, name="initiative-effect"),
    path("initiatives/<int:number>/effect/design/", design.design, name="effect-design"),
    path("initiatives/<int:number>/effect/verdict/", page.judge, name="effect-judge"),
    path("initiatives/<int:number>/effect/held-out.csv", held_out.held_out, name="effect-held-out"),
]
