"""What HR may ask of an audience, and the reason for excusing one person."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assignments.registry import activity_kinds
from assignments.services import NEWCOMER_DAYS
from people.models import Department, Position


class DepartmentChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, department: Department) -> str:
        """Show the depth in the tree: a dash for each level below the root."""
        depth = department.path.count("/") - 2
        return f"{'– ' * depth}{department.name}"


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _activities() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be required, grouped by kind; values are "kind:ref"."""
    groups = []
    for kind in activity_kinds():
        options = [(f"{kind.key}:{ref}", str(title)) for ref, title in kind.choices()]
        if options:
            groups.append((str(kind.label), options))
    return groups


class AudienceForm(forms.Form):
    """The part of the form that says who is meant; alone it is enough to count them."""

    departments = DepartmentChoices(
        queryset=Department.objects.filter(closed=None).order_by("path"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Departments, with everything below them"),
    )
    positions = forms.ModelMultipleChoiceField(
        queryset=Position.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Positions"),
    )


class RequirementForm(AudienceForm):
    activity = forms.ChoiceField(label=_("What people must do"))
    due_on = forms.DateField(label=_("Last day"), widget=DateInput)
    due_days = forms.IntegerField(
        label=_("Days for newcomers"),
        initial=NEWCOMER_DAYS,
        min_value=1,
        max_value=365,
        help_text=_("Counted from the day of hire, never shorter than the last day above."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = [("", _("Choose")), *_activities()]  # type: ignore[attr-defined]
        self.order_fields(["activity", "departments", "positions", "due_on", "due_days", "token"])

    def clean_due_on(self) -> datetime.date:
        due = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("The last day has already passed. Choose a later one."))
        return due

    def target(self) -> tuple[str, str]:
        """Return kind and ref of what was chosen."""
        kind, _colon, ref = self.cleaned_data["activity"].partition(":")
        return kind, ref


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this person is excused"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The reason is kept with the task and in the audit log."),
    )
