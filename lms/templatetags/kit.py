"""Tags of the house style: icons, bars, dates, states, fields, menus."""

import datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from lms import nav

register = template.Library()

SHORT_MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)
#: Days before the due date when a task turns "soon".
SOON_DAYS = 7


def as_day(value: Any) -> datetime.date | None:
    """Return the local calendar day of a date, a moment or a thing with a `due`; None for nothing."""
    if value is None or value == "":
        return None
    if hasattr(value, "due") and not isinstance(value, datetime.date):
        value = value.due
    if isinstance(value, datetime.datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite; decorative unless it is given a label."""
    href = f"{static('kodeks/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="k-i" viewBox="0 0 24 24" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="k-i" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def bar(done: int, soon: int, over: int, total: int) -> SafeString:
    """Return the three-part bar of coverage. Decorative: print the figures beside it."""
    parts, x = [], 0.0
    for css, count in (("done", done), ("soon", soon), ("over", over)):
        if total and count:
            width = round(100 * count / total, 2)
            parts.append((css, f"{x:g}", f"{width:g}"))
            x = round(x + width, 2)
    rects = format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="100%"/>', parts)
    return format_html('<svg class="k-bar" aria-hidden="true" preserveAspectRatio="none">{}</svg>', rects)


@register.filter
def day(value: Any) -> str:
    """Return "27 листопада": the day with the month as the language writes it in a date."""
    found = as_day(value)
    return date_format(found, "j E") if found else ""


@register.filter
def day_year(value: Any) -> str:
    """Return "27 листопада 2026"."""
    found = as_day(value)
    return date_format(found, "j E Y") if found else ""


@register.filter
def day_auto(value: Any) -> str:
    """Return the day, with the year only when it is not the current one."""
    found = as_day(value)
    if not found:
        return ""
    return day(found) if found.year == timezone.localdate().year else day_year(found)


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Return "27 листопада 2026, 14:05" in the installation's time zone."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date_format(local, 'j E Y')}, {local:%H:%M}"


@register.filter
def due_state(value: Any) -> str:
    """Return the state of a due date, or of an assignment: done, over, soon, due or none."""
    if getattr(value, "completed_at", None):
        return "done"
    found = as_day(value)
    if not found:
        return "none"
    left = (found - timezone.localdate()).days
    return "over" if left < 0 else "soon" if left <= SOON_DAYS else "due"


@register.filter
def due_text(value: Any) -> str:
    """Return "до 27 листопада" for what lies ahead, "9 днів" late for what has passed."""
    found = as_day(value)
    if not found:
        return _("no due date")
    late = (timezone.localdate() - found).days
    if late > 0:
        return days_late(late)
    return _("by %(day)s") % {"day": day_auto(found)}


@register.filter
def days(count: int) -> str:
    """Return "9 днів"."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


@register.filter
def days_late(count: int) -> str:
    """Return how long something is overdue, in days."""
    return ngettext("%(count)s day overdue", "%(count)s days overdue", count) % {"count": count}


@register.filter
def minutes(count: int) -> str:
    """Return "4 хвилини"."""
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


@register.filter
def people_count(count: int) -> str:
    """Return "14 людей"."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


@register.filter
def unlocalized(number: float) -> str:
    """Return a number as SVG wants it, with a point whatever the language."""
    return f"{number:g}"


@register.filter
def percent(share: float | None) -> str:
    """Return a fraction 0–1 as "82 %", or a dash when there is none."""
    return "–" if share is None else f"{round(100 * share)}\u00a0%"


@register.filter
def full_name(person: Any) -> str:
    from people import names

    return names.full_name(person) if person else ""


@register.filter
def short_name(person: Any) -> str:
    from people import names

    return names.short_name(person) if person else ""


@register.filter
def initials(person: Any) -> str:
    from people import names

    return names.monogram(person) if person else ""


@register.filter
def monogram(person: Any) -> str:
    """Return the two letters of a portrait."""
    from people import names

    return names.monogram(person) if person else ""


@register.filter
def spoken_name(person: Any) -> str:
    from people import names

    return names.spoken_name(person) if person else ""


@register.filter
def weekday(value: Any) -> str:
    """Return the short name of the weekday, in small letters."""
    found = as_day(value)
    return date_format(found, "D").lower() if found else ""


@register.filter
def month_short(value: Any) -> str:
    """Return the month cut short, as under an axis: "лист.", "нояб.", "Nov"."""
    found = as_day(value)
    return str(SHORT_MONTHS[found.month - 1]) if found else ""


@register.simple_tag(takes_context=True)
def unread_notices(context: RequestContext) -> int:
    """Return how many unread messages the person has."""
    from notices.services import unread_count

    person = getattr(context.get("request"), "person", None)
    return unread_count(person) if person else 0


@register.inclusion_tag("kit/field.html")
def field(
    bound: BoundField, hint: str = "", label: str = "", autocomplete: str = "", bare: bool = False
) -> dict[str, Any]:
    """Show one field of a form: label above, help (unless bare), errors tied to the input."""
    shown: Any = hint or ("" if bare else bound.help_text)
    widget = bound.field.widget
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    ids = [f"{bound.auto_id}_hint"] * bool(shown) + [f"{bound.auto_id}_wrong"] * bool(bound.errors)
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if label or widget.attrs.get("placeholder") == str(bound.label):
        attrs["placeholder"] = False  # the label says it already
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": shown,
        "check": isinstance(widget, CheckboxInput),
        "group": group,
        "control": "" if group else bound.as_widget(attrs=attrs),
    }


@register.simple_tag(takes_context=True)
def nav_links(context: RequestContext, frame: str) -> list[nav.Link]:
    """Return the links of a frame's main menu."""
    request = context.get("request")
    return nav.links(request, frame) if request and hasattr(request, "person") else []


@register.simple_tag(takes_context=True)
def desk_links(context: RequestContext) -> list[nav.Link]:
    """Return links to the desks the person works at."""
    request = context.get("request")
    return nav.desks(request) if request and hasattr(request, "person") else []


@register.simple_tag(takes_context=True)
def desk_name(context: RequestContext) -> str:
    """Return the name of the desk this page belongs to."""
    request = context.get("request")
    return str(nav.desk_name(request)) if request and hasattr(request, "person") else ""


@register.simple_tag
def url_if(*names: str) -> str:
    """Return the address of the first name that exists, else an empty string."""
    return nav.first_url(names)


@register.simple_tag(takes_context=True)
def sort_state(context: RequestContext, key: str) -> str:
    """Return the `aria-sort` of a column that `?sort=` names: ascending, descending or nothing."""
    sort = context["request"].GET.get("sort", "")
    return {key: "ascending", f"-{key}": "descending"}.get(sort, "")


@register.simple_tag(takes_context=True)
def sort_link(context: RequestContext, key: str, down: bool) -> str:
    """Return the query that sorts by the column and keeps the filters."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{key}" if down else key
    return f"?{query.urlencode()}"
