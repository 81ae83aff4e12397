"""What comes back from the answer page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 5_000


class AnswerForm(forms.Form):
    """A score on the scale, and perhaps words."""

    score = forms.TypedChoiceField(
        coerce=int, error_messages={"required": _("Please choose one."), "invalid_choice": ""}
    )
    comment = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, scores: range | tuple[int, ...], *args: Any, **rest: Any) -> None:
        """`scores` are those of the survey."""
        super().__init__(*args, **rest)
        field = self.fields["score"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(score, str(score)) for score in scores]
            field.error_messages["invalid_choice"] = field.error_messages["required"]
