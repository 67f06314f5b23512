"""What an editor types to write a question: choices once, words in every language."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from competencies.services import competencies_by_key
from quizzes.bank import clause_choices, words_of
from quizzes.models import QuestionVersion
from quizzes.types import type_choices

#: The author's names of options; takers never see them.
LETTERS = "abcde"


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """Fields are made for the code's clauses, the newest framework and the installation's languages."""

    type = forms.ChoiceField(label=_("How many answers are right"), widget=forms.RadioSelect, initial="single")
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, choices=[(1, _("easy")), (2, _("middling")), (3, _("hard"))], initial=2
    )
    clauses = forms.MultipleChoiceField(
        label=_("Clauses it asks about"),
        help_text=_("When a clause changes in substance, the question waits for you to confirm it."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    competencies = forms.MultipleChoiceField(
        label=_("Competencies it speaks of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    right = forms.MultipleChoiceField(required=False, choices=[(letter, letter) for letter in LETTERS])
    wording_only = forms.BooleanField(
        label=_("Only a slip of wording: earlier answers stay comparable"), required=False
    )

    def __init__(self, *args: Any, code_ref: UUID, version: QuestionVersion | None = None, **kwargs: Any) -> None:
        self.version = version
        self.languages = list(settings.LANGUAGES)
        if version:
            kwargs["initial"] = _initial(version)
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = type_choices()  # type: ignore[attr-defined]
        self.fields["clauses"].choices = clause_choices(code_ref)  # type: ignore[attr-defined]
        self.known = competencies_by_key()
        self.fields["competencies"].choices = [(key, str(one)) for key, one in self.known.items()]  # type: ignore[attr-defined]
        for locale, _name in self.languages:
            self.fields[f"stem_{locale}"] = forms.CharField(label=_("Question"), required=False, widget=_area())
            for letter in LETTERS:
                self.fields[f"text_{letter}_{locale}"] = forms.CharField(
                    label=_("Option"), required=False, max_length=500
                )
                self.fields[f"why_{letter}_{locale}"] = forms.CharField(
                    label=_("What to say to whoever chose it"), required=False, max_length=1000
                )
            self.fields[f"feedback_{locale}"] = forms.CharField(
                label=_("Explanation after the end"), required=False, widget=_area()
            )

    @property
    def shared(self) -> list[forms.BoundField]:
        """The fields that belong to no language."""
        return [self[name] for name in ("type", "difficulty", "clauses", "competencies")]

    def parts(self) -> Iterator[dict[str, Any]]:
        """Yield one part a language: its question, its options, its explanation."""
        for locale, name in self.languages:
            yield {
                "locale": locale,
                "name": name,
                "is_main": locale == self.languages[0][0],
                "stem": self[f"stem_{locale}"],
                "options": [
                    (letter, self[f"text_{letter}_{locale}"], self[f"why_{letter}_{locale}"]) for letter in LETTERS
                ],
                "feedback": self[f"feedback_{locale}"],
            }

    @property
    def marked(self) -> list[str]:
        """The letters ticked as right, as typed or as kept."""
        return list(self["right"].value() or [])

    def question(self) -> dict[str, Any]:
        """Return type, options, right, texts, clauses, competencies and difficulty as `create_question` takes them."""
        fields = self.cleaned_data
        options = [o for o in LETTERS if any(fields[f"text_{o}_{locale}"] for locale, _name in self.languages)]
        texts = {
            locale: {
                "stem": fields[f"stem_{locale}"],
                "options": {
                    o: {"text": fields[f"text_{o}_{locale}"], "feedback": fields[f"why_{o}_{locale}"]} for o in options
                },
                "feedback": fields[f"feedback_{locale}"],
            }
            for locale, _name in self.languages
            if fields[f"stem_{locale}"] or any(fields[f"text_{o}_{locale}"] for o in LETTERS)
        }
        return {
            "type": fields["type"],
            "options": options,
            "right": fields["right"],
            "texts": texts,
            "clauses": [UUID(block) for block in fields["clauses"]],
            "competencies": {self.known[key]: 1.0 for key in fields["competencies"]},
            "difficulty": fields["difficulty"],
        }


def _initial(version: QuestionVersion) -> dict[str, Any]:
    letters = dict(zip(version.options, LETTERS, strict=False))
    initial: dict[str, Any] = {
        "type": version.type,
        "difficulty": version.difficulty,
        "clauses": [str(link.block_id) for link in version.clauses.all()],
        "competencies": [link.competency.key for link in version.competencies.select_related("competency")],
        "right": [letters[option] for option in version.key],
    }
    for locale, _name in settings.LANGUAGES:
        text = words_of(version, locale)
        if text is None or text.locale != locale:
            continue
        initial |= {f"stem_{locale}": text.stem, f"feedback_{locale}": text.feedback}
        for option, words in text.options.items():
            initial[f"text_{letters[option]}_{locale}"] = words["text"]
            initial[f"why_{letters[option]}_{locale}"] = words.get("feedback", "")
    return initial
