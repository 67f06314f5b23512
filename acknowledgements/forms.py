"""The shape of a signature."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """The password, and exactly which text stood on the screen."""

    locale = forms.CharField(max_length=12, widget=forms.HiddenInput)
    text_sha256 = forms.CharField(min_length=64, max_length=64, widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("It confirms that it is you who certifies."),
    )
