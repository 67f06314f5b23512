"""First passwords: slips that HR prints, links from letters, codes from slips."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from common.addresses import is_uuid
from common.errors import DomainError
from people import services
from people.access import Role, access
from people.forms import NewPasswordForm, SlipForm
from people.models import Activation, Employment, Person, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = 200


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def slips(request: HttpRequest) -> HttpResponse:
    """People who have not signed in yet; the chosen ones get a slip, whose code is shown this once."""
    if request.method == "POST":
        ids = [value for value in request.POST.getlist("person") if is_uuid(value)]
        try:
            chosen = Person.objects.filter(public_id__in=ids)
            made = services.print_slips(chosen, actor=request.person)  # type: ignore[attr-defined]
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("people:slips")
        return render(request, "people/slips_print.html", {"slips": made, "host": request.get_host()})
    posts = Employment.objects.in_state("silent").filter(person__user__is_active=True)
    without_mail = Case(When(person__email="", then=0), default=1)
    posts = posts.select_related("person__user", "department").alphabetical(first=without_mail.asc())
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/slips.html", {"page": page, "chosen": request.GET.get("person", "")})


@access(Role.PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def activate_by_slip(request: HttpRequest) -> HttpResponse:
    form = SlipForm(request.POST or None, initial={"username": request.GET.get("number", "")[:32]})
    if request.method == "POST" and form.is_valid():
        try:
            found = services.find_slip(
                form.cleaned_data["username"].strip(),
                form.cleaned_data["code"],
                visitor=request.META.get("REMOTE_ADDR", ""),
            )
            return _set_password(request, found, form.cleaned_data["password"])
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "people/activate.html", {"form": form})


@access(Role.PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def activate_by_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = services.find_link(token)
    except DomainError as error:
        return render(request, "people/activate_gone.html", {"reason": str(error)}, status=410)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _set_password(request, found, form.cleaned_data["password"])
        except DomainError as error:
            form.add_error("password", str(error))
    return render(request, "people/activate.html", {"form": form, "subject": found.user.person, "account": found.user})


def _set_password(request: HttpRequest, found: Activation, password: str) -> HttpResponse:
    """Use the activation up and sign in; who has a second step goes through the sign-in page."""
    user: User = services.activate(found, password=password)
    if is_mfa_enabled(user):
        messages.success(request, _("The password is set. Sign in with it."))
        return redirect("account_login")
    login(request, user, backend=BACKEND)
    messages.success(request, _("The password is set and you are signed in."))
    return redirect("home")
