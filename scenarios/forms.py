"""What an editor sends in."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.models import Edition, EditionText
from scenarios.source import MAX_BYTES


class UploadForm(forms.Form):
    """A file with one conversation, and the code whose clauses it names."""

    file = forms.FileField(label=_("File, YAML or JSON"))
    code_ref = forms.ChoiceField(label=_("Code whose clauses it names"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code_ref"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*code_choices(), ("", _("none"))]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 512 kB. A conversation is a short text."))
        return file


def code_choices() -> list[tuple[str, str]]:
    """Return (code ref, title) of every issued code, in the language of the page where there is one."""
    titles: dict[str, str] = {}
    texts = EditionText.objects.filter(edition__in=Edition.objects.newest()).select_related("edition")
    for text in texts:
        if text.edition.code_ref not in titles or text.locale == get_language():
            titles[text.edition.code_ref] = text.title
    return sorted(titles.items(), key=lambda pair: pair[1])
