"""What conversations add to Wagtail's admin: the desk's addresses, the menu item, the audit log's words."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from people.access import Role, roles_of
from scenarios import desk_urls


class ConversationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.EDITOR in roles_of(request)


@hooks.register("register_admin_urls")
def register_desk() -> list[URLPattern | URLResolver]:
    return [path("conversations/", include(desk_urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return ConversationsMenuItem(
        _("Conversations"), reverse("conversations:list"), name="conversations", icon_name="comment", order=120
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("scenarios.publish", _("Publish a conversation"), _("Conversation published"))
