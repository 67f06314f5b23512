"""The log of evidence as people see it: what is in it, its signed checkpoints, the verdict of a check."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from ledger import services as ledger
from ledger.models import Checkpoint, Entry
from ledger.registry import witnesses
from people.access import Role, access

CHECKPOINTS_SHOWN = 50

#: What `ledger.verification` calls a finding → what people read.
FINDINGS = {
    "guard missing": _("a table has lost its guard against changes"),
    "unledgered": _("a row was added past the log"),
    "altered": _("a row is not what was written"),
    "missing": _("a row that the log knows is gone"),
    "unsealed leaf": _("leaves lie beyond the last checkpoint"),
    "leaf missing": _("places in the tree are gone"),
    "leaf moved": _("a leaf stood in another place"),
    "entry deleted": _("an entry of the log is gone"),
    "entry altered": _("an entry of the log was changed after sealing"),
    "signature": _("a signature is not of our key"),
    "truncated": _("the end of the log is cut off"),
    "root differs": _("the log is not the one that was sealed"),
    "unreadable": _("an exported checkpoint cannot be read"),
    "checkpoint deleted": _("a checkpoint kept outside is missing here"),
    "checkpoint altered": _("a checkpoint differs from its copy outside"),
}


@access(Role.HR, Role.AUDITOR)
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    labels = {kind: witness.label for kind, witness in witnesses().items()}
    kinds = Entry.objects.order_by().values("kind").annotate(count=Count("pk")).order_by("kind")
    context = {
        "kinds": [(labels.get(row["kind"], row["kind"]), row["count"]) for row in kinds],
        "entries": sum(row["count"] for row in kinds),
        "unsealed": Entry.objects.filter(leaf=None).count(),
        "checkpoints": Checkpoint.objects.order_by("-size")[:CHECKPOINTS_SHOWN],
    }
    return render(request, "lms/desk/log.html", context)


@access(Role.HR, Role.AUDITOR)
@require_POST
def verify_log(request: HttpRequest) -> HttpResponse:
    """Recompute everything now and show what was found."""
    report = ledger.verify()
    labels = {kind: witness.label for kind, witness in witnesses().items()}
    context = {
        "report": report,
        "findings": [
            (FINDINGS.get(finding.code, finding.code), labels.get(finding.kind, finding.kind), finding)
            for finding in report.findings
        ],
        "at": timezone.now(),
    }
    return render(request, "lms/desk/verdict.html", context)
