"""Shapes of a vacancy, an invitation and a candidate's consent."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hiring.models import Vacancy
from quizzes.models import Quiz


class VacancyForm(forms.ModelForm[Vacancy]):
    class Meta:
        model = Vacancy
        fields = ["title", "position", "quiz", "closes"]
        widgets = {"closes": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = Quiz.objects.filter(active=True)  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Leave it empty to hand the link over yourself.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)


class ConsentForm(forms.Form):
    informed = forms.BooleanField(label=_("I understand how my answers will be used."))
    keeps_result = forms.BooleanField(
        label=_("Keep my result for other vacancies for a year. This is optional and can be changed at any time."),
        required=False,
    )
