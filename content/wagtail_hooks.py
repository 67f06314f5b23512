"""What codes add to Wagtail's admin: the desk's addresses, the menu item, the audit log's words."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from content import desk_urls
from content.models import CodePage
from people.access import Role, roles_of


class CodesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.EDITOR in roles_of(request)


@hooks.register("register_admin_urls")
def register_desk() -> list[URLPattern | URLResolver]:
    return [path("codes/", include(desk_urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return CodesMenuItem(_("Codes"), reverse("codes:list"), name="codes", icon_name="doc-full", order=100)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("kodeks.issue_edition", _("Issue an edition"), _("Edition issued"))


@hooks.register("before_delete_page")
def keep_issued_codes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A code people have signed stays: its editions point at it."""
    specific: Any = page.specific
    if isinstance(specific, CodePage) and specific.editions.exists():
        messages.error(request, _("This code has issued editions and cannot be deleted. Unpublish it instead."))
        return redirect("codes:list")
    return None
