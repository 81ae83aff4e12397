"""Forms for what stands around the questions: pages, endings, languages, values of the link."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace
from typing_extensions import override

from emptychair.surveys.change_words import language_name
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.rules.scales import metric_of
from emptychair.surveys.types.definition import Definition, Ending, HiddenField, Page, Texts
from emptychair.web.surveys.questions_words import CODES, ENDING_KINDS

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def said(texts: Texts, language: str, text: str) -> Texts:
    """The texts with other words in one language."""
    rest = {code: words for code, words in texts.items() if code != language}
    return {language: text.strip(), **rest} if text.strip() else rest


class PageForm(forms.Form):
    """The heading of a page."""

    title = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands above the questions. Most pages need none."),
    )

    def built(self, page: Page, language: str) -> Page:
        """The page as it was written."""
        return replace(page, title=said(page.title, language, self.cleaned_data["title"]))


class EndingForm(forms.Form):
    """One way a survey ends."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is for"),
        choices=[(key, words.name) for key, words in ENDING_KINDS.items()],
    )
    title = forms.CharField(label=gettext_lazy("Heading"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    link = forms.URLField(
        label=gettext_lazy("Link of the button"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Such as https://example.com/review. Empty: there is no button."),
    )
    button = forms.CharField(
        label=gettext_lazy("Words on the button"), max_length=80, required=False
    )

    @override
    def clean(self) -> dict[str, Any]:
        """A link needs words."""
        known = self.cleaned_data
        if known.get("link") and not known.get("button", "").strip():
            self.add_error("button", _("Say where the button leads."))
        return known

    def built(self, ending: Ending, language: str) -> Ending:
        """The ending as it was written."""
        known = self.cleaned_data
        return replace(
            ending,
            kind=known["kind"],
            title=said(ending.title, language, known["title"]),
            text=said(ending.text, language, known["text"]),
            button=said(ending.button, language, known["button"]),
            link=known["link"],
        )


class WholeForm(forms.Form):
    """Languages, the main question, and values that come with the link."""

    main_language = forms.ChoiceField(
        label=gettext_lazy("Written first in"),
        help_text=gettext_lazy("Its words stand in where another language has none."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Can be answered in"),
        widget=forms.CheckboxSelectMultiple,
    )
    score = forms.ChoiceField(
        label=gettext_lazy("Main question"),
        required=False,
        help_text=gettext_lazy("Its answers make the score."),
    )
    hidden = forms.CharField(
        label=gettext_lazy("Hidden fields"),
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=gettext_lazy(
            "Values that come with the link, one a line: store, or store=tokyo with what is usual. "
            "They are stored with the answer and can be asked for in conditions."
        ),
    )

    def __init__(self, definition: Definition, *args: Any, **rest: Any) -> None:
        """Offers what is there."""
        language = definition.main_language
        rest["initial"] = {
            "main_language": language,
            "languages": list(definition.languages),
            "score": definition.score,
            "hidden": "\n".join(
                f"{one.name}={one.usual}" if one.usual else one.name for one in definition.hidden
            ),
        }
        super().__init__(*args, **rest)
        self.label_suffix = ""
        codes = [(code, language_name(code)) for code in _codes(definition)]
        scores = [
            (one.key, spoken(one.title, language, definition) or one.key)
            for one in definition.questions
            if metric_of(one)
        ]
        self._offer("main_language", codes)
        self._offer("languages", codes)
        self._offer("score", [("", _("none: this survey makes no score")), *scores])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_hidden(self) -> tuple[HiddenField, ...]:
        """Names with what is usual."""
        found = []
        for line in self.cleaned_data["hidden"].splitlines():
            name, _mark, usual = (part.strip() for part in line.partition("="))
            if not name:
                continue
            if not _NAME.fullmatch(name):
                raise forms.ValidationError(
                    _("“%(name)s” needs small letters, digits and underscores, a letter first.")
                    % {"name": name}
                )
            found.append(HiddenField(name=name, usual=usual[:200]))
        if len({one.name for one in found}) < len(found):
            raise forms.ValidationError(_("A name stands there twice."))
        return tuple(found)

    @override
    def clean(self) -> dict[str, Any]:
        """What is written first can be answered in, too."""
        known = self.cleaned_data
        main, spoken_in = known.get("main_language"), known.get("languages", [])
        if main and main not in spoken_in:
            known["languages"] = [main, *spoken_in]
        return known

    def built(self, definition: Definition) -> Definition:
        """The survey with these around it."""
        known = self.cleaned_data
        order = {code: place for place, code in enumerate(definition.languages)}
        chosen = sorted(known["languages"], key=lambda code: order.get(code, len(order)))
        return replace(
            definition,
            main_language=known["main_language"],
            languages=tuple(chosen),
            score=known["score"],
            hidden=known["hidden"],
        )


def _codes(definition: Definition) -> list[str]:
    return list(dict.fromkeys((*definition.languages, *CODES)))
