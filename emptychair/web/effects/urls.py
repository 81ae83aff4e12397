"""Addresses of this section."""

from django.urls import path

from emptychair.web.effects import design, held_out, overview, page

urlpatterns = [
    path("effects/", overview.effects, name="effects"),
    path("effects/effects.csv", overview.effects_file, name="effects-file"),
    path("initiatives/<int:number>/effect/", page.effect, name="initiative-effect"),
    path("initiatives/<int:number>/effect/design/", design.design, name="effect-design"),
    path("initiatives/<int:number>/effect/verdict/", page.judge, name="effect-judge"),
    path("initiatives/<int:number>/effect/held-out.csv", held_out.held_out, name="effect-held-out"),
]
