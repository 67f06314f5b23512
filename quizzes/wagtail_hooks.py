"""What quizzes add to Wagtail's admin: the bank's addresses and the menu item."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.access import Role, roles_of
from quizzes import bank_urls


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.EDITOR in roles_of(request)


@hooks.register("register_admin_urls")
def register_bank() -> list[URLPattern | URLResolver]:
    return [path("questions/", include(bank_urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return QuestionsMenuItem(_("Questions"), reverse("questions:list"), name="questions", icon_name="help", order=110)
