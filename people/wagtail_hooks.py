"""What the log of the house calls the changes made to people."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    actions.register_action("people.import", _("Import people"), _("A personnel file was applied"))
    actions.register_action("people.slip", _("Print a slip"), _("A one-time slip was printed"))
    actions.register_action("people.activate", _("Activate an account"), _("The person set a password"))
    actions.register_action("people.acting", _("Appoint an acting head"), _("An acting head was appointed"))
    actions.register_action("people.acting_end", _("End an acting appointment"), _("An acting appointment was ended"))
    actions.register_action("people.edit", _("Edit a person"), _("The form of address was changed"))
