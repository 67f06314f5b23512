"""What the audit log calls the decisions made here."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("assignments.require", _("Require"), _("Required of an audience"))
    actions.register_action("assignments.waive", _("Excuse"), _("Excused one person"))
    actions.register_action("assignments.stop", _("Take back"), _("Took a requirement back"))
