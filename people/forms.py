"""Shapes of what people type: filters, a file, a first password, an order."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from people.models import Department, Employment
from people.tree import tree


class PeopleFilter(forms.Form):
    """What the list of people can be narrowed by."""

    STATES = [
        ("", _("Work here")),
        ("ahead", _("Begin later")),
        ("left", _("Have left")),
        ("silent", _("Have not signed in yet")),
        ("heads", _("Heads of departments")),
        ("all", _("All")),
    ]
    q = forms.CharField(label=_("Find"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("Department"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = {str(node.department.public_id): node for node in tree(Department.objects.open())}
        choices = [(key, "\u2003" * node.depth + node.names[-1]) for key, node in self.nodes.items()]
        self.fields["department"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        self.fields["q"].widget.input_type = "search"  # type: ignore[attr-defined]

    def clean_department(self) -> Department | None:
        node = self.nodes.get(self.cleaned_data["department"])
        return node.department if node else None


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True)


class NewPasswordForm(forms.Form):
    """A first password, twice."""

    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    again = forms.CharField(
        label=_("The same once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_validators_help_texts()[1]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class SlipForm(NewPasswordForm):
    """What stands on a slip, and a first password."""

    username = forms.CharField(
        label=_("Staff number"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("Code from the slip"),
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    field_order = ["username", "code", "password", "again"]


class ActingForm(forms.Form):
    """Who stands in for a head, by which order, from when to when."""

    employment = forms.ModelChoiceField(Employment.objects.none(), label=_("Who stands in"), empty_label="")
    order_number = forms.CharField(label=_("Number of the order"), max_length=64)
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Employment.objects.not_left().select_related("person", "department").alphabetical()
        self.fields["employment"].queryset = posts  # type: ignore[attr-defined]
        self.fields["employment"].to_field_name = "staff_number"  # type: ignore[attr-defined]
        self.fields["employment"].label_from_instance = (  # type: ignore[attr-defined]
            lambda post: f"{post.person}, {post.department}"
        )


class AddressForm(forms.Form):
    text = forms.CharField(label=_("Form of address, when the rule is wrong"), max_length=200, required=False)


class EndActingForm(forms.Form):
    """Which appointment is meant: a department has one by an order from a day."""

    order = forms.CharField(max_length=64)
    starts = forms.DateField()
