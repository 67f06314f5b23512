"""The outline editor: an overview of sections, and one section a request."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from content import outline, services
from content.models import CodePage
from content.outline import Block
from content.outline_forms import (
    HeadingForm,
    LockForm,
    RowForm,
    RowFormSet,
    initial,
    marks_of,
    page_of,
    page_with,
    picked,
)
from content.outline_forms import blocks as blocks_in
from people.access import Role, access

Change = Callable[[list[Block]], list[Block]]


def code_of(pk: int) -> CodePage:
    return get_object_or_404(CodePage.objects.select_related("locale"), pk=pk)


def _saved_at() -> str:
    return _("Saved at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M")}


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    page = code_of(pk)
    form = HeadingForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST":
        verb, _colon, section_id = request.POST.get("do", "").partition(":")
        steps: dict[str, Change] = {
            "up": lambda blocks: outline.shift_section(blocks, section_id, -1),
            "down": lambda blocks: outline.shift_section(blocks, section_id, 1),
        }
        if verb == "add" and form.is_valid():
            fields = form.cleaned_data
            heading = Block(kind="heading", level=fields["level"], number=fields["number"], text=fields["text"])
            steps["add"] = lambda blocks: [*blocks, heading]
        if verb in steps:
            try:
                services.save_outline(page, actor=request.user, base=request.POST.get("base", ""), change=steps[verb])  # type: ignore[arg-type]
            except DomainError as wrong:
                messages.error(request, str(wrong))
            else:
                messages.success(request, _saved_at())
                return redirect("codes:outline", pk=pk)
    blocks = services.blocks_of(page)
    return render(
        request,
        "content/desk/outline.html",
        {
            "page": page,
            "sections": outline.sections(blocks),
            "clauses": sum(not block.is_heading for block in blocks),
            "base": outline.fingerprint(blocks),
            "form": form,
            "twins": _twins(page),
        },
    )


def _twins(page: CodePage) -> list[CodePage]:
    """Return the pages of every language of the code."""
    found = CodePage.objects.filter(translation_key=page.translation_key).select_related("locale")
    return list(found.order_by("locale__language_code"))


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, section_id: str) -> HttpResponse:
    page = code_of(pk)
    if request.method == "POST":
        return _save(request, page, section_id)
    blocks = services.blocks_of(page)
    found = outline.section_of(blocks, section_id)
    if found is None:
        raise Http404
    number = request.GET.get("page", "1")
    rows, at, pages = page_of(found, int(number) if number.isdecimal() and len(number) < 6 else 1)
    formset = RowFormSet(initial=initial(rows))
    return _show(request, page, blocks, section_id, formset, rows, {"at": at, "pages": range(1, pages + 1)})


def _show(
    request: HttpRequest,
    page: CodePage,
    blocks: list[Block],
    section_id: str,
    formset: "BaseFormSet[RowForm]",
    rows: list[Block],
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "sections": outline.sections(blocks),
        "section": outline.section_of(blocks, section_id),
        "section_id": section_id,
        "formset": formset,
        "ids": " ".join(block.id for block in rows),
        "base": outline.fingerprint(rows),
        "marks": marks_of(rows),
        **more,
    }
    return render(request, "content/desk/section.html", context, status=status)


def _save(request: HttpRequest, page: CodePage, section_id: str) -> HttpResponse:
    lock, formset = LockForm(request.POST), RowFormSet(request.POST)
    if not lock.is_valid() or not formset.is_valid():
        messages.error(request, _("Not saved yet: some rows need correcting. What you typed is kept below."))
        kept = services.blocks_of(page)
        rows = [block for block in kept if block.id in set((request.POST.get("ids") or "").split())]
        opened_on = {name: request.POST.get(name, "") for name in ("ids", "base", "marks")}
        context = {"at": 1, "pages": range(1, 2), **opened_on}
        return _show(request, page, kept, section_id, formset, rows, context, status=422)
    verb, block_id = lock.action()
    fresh = Block()
    then, lands_on = _step(page, verb, block_id, fresh, picked(formset), lock.cleaned_data["target"])
    try:
        saved = services.save_run(
            page,
            actor=request.user,  # type: ignore[arg-type]
            old_ids=lock.cleaned_data["ids"],
            base=lock.cleaned_data["base"],
            new=blocks_in(formset),
            then=then,
        )
    except services.StaleOutline as stale:
        return _conflict(request, page, section_id, lock, blocks_in(formset), list(stale.latest))
    messages.success(request, _saved_at())
    first = lock.cleaned_data["ids"][0] if lock.cleaned_data["ids"] else ""
    return redirect(_address(page, saved, section_id, lands_on, first))


def _step(
    page: CodePage, verb: str, block_id: str, fresh: Block, picked: list[str], target: str
) -> tuple[Change | None, str]:
    """Return what to do to the outline once the rows are in it, and the block to come back to."""
    if verb in ("up", "down"):
        return lambda blocks: outline.shift_block(blocks, block_id, -1 if verb == "up" else 1), block_id
    if verb == "add":
        return lambda blocks: outline.insert_after(blocks, block_id, fresh), fresh.id
    if verb == "remove":
        issued = services.issued_ids(page)
        return lambda blocks: outline.remove(blocks, [block_id], issued), ""
    if verb == "move" and picked:
        return lambda blocks: outline.move_to_section(blocks, picked, target), ""
    return None, ""


def _address(page: CodePage, blocks: list[Block], section_id: str, lands_on: str, first: str) -> str:
    """Return where to go on: the block dealt with, else the page of the section, else the overview."""
    for found in outline.sections(blocks):
        ids = {block.id for block in found.blocks}
        if (lands_on and lands_on in ids) or (not lands_on and found.id == section_id):
            address = reverse("codes:section", args=[page.pk, found.id])
            number = page_with(found, lands_on or first)
            return f"{address}?page={number}" + (f"#b-{lands_on}" if lands_on else "")
    return reverse("codes:outline", args=[page.pk])


def _conflict(
    request: HttpRequest, page: CodePage, section_id: str, lock: LockForm, mine: list[Block], latest: list[Block]
) -> HttpResponse:
    """Show both texts: the person's in the form, the saved one beside it; saving again starts from the saved one.

    What only one of the two changed is taken as that one has it.
    """
    ids = lock.cleaned_data["ids"]
    marks = dict(zip(ids, lock.cleaned_data["marks"].split(), strict=False))
    run = outline.around(latest, ids)
    elsewhere = {block.id for block in latest} - {block.id for block in run}
    touched = {block.id for block in mine if marks_of([block]) != marks.get(block.id)}
    merged = [(own if own and own.id in touched else None, theirs) for own, theirs in outline.merge(mine, run)]
    pairs = [(own, theirs) for own, theirs in merged if theirs or (own and own.id not in elsewhere)]
    rows = [own or theirs or Block() for own, theirs in pairs]
    formset = RowFormSet(initial=initial(rows))
    for form, (own, theirs) in zip(formset.forms, pairs, strict=True):
        news = theirs is not None and marks_of([theirs]) != marks.get(theirs.id)
        form.theirs = theirs if own != theirs and news else None
        form.only_mine, form.only_theirs = theirs is None, theirs is not None and theirs.id not in ids
    moved = [block for block in mine if block.id in touched & elsewhere]
    context = {"conflict": True, "moved_away": moved, "at": 1, "pages": range(1, 2)}
    return _show(request, page, latest, section_id, formset, run, context, status=409)
