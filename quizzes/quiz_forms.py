"""What an editor says of a quiz: its name in every language, how much is drawn, when it is passed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from quizzes.models import Quiz
from quizzes.uses import uses


class QuizForm(forms.Form):
    draws = forms.IntegerField(label=_("How many questions are drawn"), min_value=1, max_value=60, initial=6)
    pass_percent = forms.IntegerField(
        label=_("Share of points needed to pass, %"), min_value=0, max_value=100, initial=70
    )
    minutes = forms.IntegerField(
        label=_("Time limit, minutes"), min_value=1, max_value=600, required=False, help_text=_("empty: without limit")
    )
    attempts = forms.IntegerField(
        label=_("Attempts allowed"), min_value=1, max_value=99, required=False, help_text=_("empty: without limit")
    )
    active = forms.BooleanField(label=_("May be taken"), required=False, initial=True)

    def __init__(self, *args: Any, quiz: Quiz | None = None, **kwargs: Any) -> None:
        if quiz:
            kwargs["initial"] = {
                **{f"title_{locale}": words for locale, words in quiz.title.items()},
                "draws": quiz.draws,
                "pass_percent": round(quiz.pass_mark * 100),
                "minutes": quiz.time_limit and quiz.time_limit // 60,
                "attempts": quiz.attempt_limit,
                "active": quiz.active,
                **{f"use_{use.key}": use.is_on(quiz) for use in uses()},
            }
        super().__init__(*args, **kwargs)
        for locale, name in settings.LANGUAGES:
            self.fields[f"title_{locale}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": name},
                max_length=200,
                required=locale == settings.LANGUAGE_CODE,
            )
        for use in uses():
            self.fields[f"use_{use.key}"] = forms.BooleanField(label=str(use.label), required=False)
        self.order_fields([f"title_{locale}" for locale, _name in settings.LANGUAGES])

    def settings(self) -> dict[str, Any]:
        """Return the quiz's fields: shares as fractions, times in seconds."""
        typed = self.cleaned_data
        titles = {locale: typed[f"title_{locale}"] for locale, _name in settings.LANGUAGES}
        return {
            "title": {locale: words for locale, words in titles.items() if words},
            "draws": typed["draws"],
            "pass_mark": typed["pass_percent"] / 100,
            "time_limit": typed["minutes"] and typed["minutes"] * 60,
            "attempt_limit": typed["attempts"],
            "active": typed["active"],
        }

    def switched(self) -> dict[str, bool]:
        """Return use → whether the editor wants it."""
        return {use.key: self.cleaned_data[f"use_{use.key}"] for use in uses()}
