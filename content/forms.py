"""What editors type when they import and issue a code."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.models import ActKind

#: Largest file that is read, in bytes.
MAX_FILE = 20 * 1024 * 1024


def _day(**attrs: str) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Plain text file of a code"))
    locale = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = [("", _("as recognised")), *settings.LANGUAGES]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB. A code of ethics takes far less."))
        return file


class MakeForm(forms.Form):
    title = forms.CharField(label=_("Title of the code"), max_length=255)
    locale = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    act_kind = forms.ChoiceField(label=_("Approved by"), choices=ActKind.choices)
    act_number = forms.CharField(label=_("Number of the act"), max_length=64)
    act_date = forms.DateField(label=_("Date of the act"), widget=_day())
    effective = forms.DateField(label=_("Takes effect on"), widget=_day())
    expected = forms.CharField(max_length=64, widget=forms.HiddenInput)
