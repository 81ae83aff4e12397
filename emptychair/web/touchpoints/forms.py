"""The form of a touchpoint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.touchpoints.queries import journeys_of, owner_teams, stage_with_id
from emptychair.touchpoints.types import TouchpointKind


class TouchpointForm(forms.Form):
    """Its name, kind, owner team and stage."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=TouchpointKind.choices)
    team = forms.TypedChoiceField(
        label=_("Owner team"), required=False, coerce=int, empty_value=None
    )
    stage = forms.TypedChoiceField(label=_("Stage"), required=False, coerce=int, empty_value=None)
    description = forms.CharField(
        label=_("What happens there"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, access: Access, *args: Any, **rest: Any) -> None:
        """Teams and stages are those of the workspace."""
        super().__init__(*args, **rest)
        self.access = access
        self.teams = {team.pk: team for team in owner_teams(access)}
        nobody = [("", _("nobody yet"))]
        self.fields["team"].choices = [  # type: ignore[attr-defined]  # a choice field
            *nobody,
            *((pk, team.name) for pk, team in self.teams.items()),
        ]
        self.fields["stage"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("beside the journeys")),
            *(
                (journey.name, [(stage.pk, stage.name) for stage in journey.stages.all()])
                for journey in journeys_of(access)
            ),
        ]

    def words(self) -> dict[str, Any]:
        """What services take."""
        found = dict(self.cleaned_data)
        found["team"] = self.teams.get(found["team"])
        found["stage"] = stage_with_id(self.access, found["stage"]) if found["stage"] else None
        return found
