"""Who there is: persons, their accounts, posts and departments, and who stands in for whom."""

import datetime
import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import (
    ActivationQuerySet,
    AudienceQuerySet,
    DepartmentQuerySet,
    EmploymentQuerySet,
    PersonQuerySet,
)


class Language(models.TextChoices):
    UKRAINIAN = "uk", _("Ukrainian")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class Person(models.Model):
    """The root of everything personal: employees and candidates alike. Blanked on erasure, never deleted."""

    class Gender(models.TextChoices):
        FEMALE = "f", _("female")
        MALE = "m", _("male")
        UNSTATED = "", _("not stated")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family_name = models.CharField(_("family name"), max_length=100)
    given_name = models.CharField(_("given name"), max_length=100)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    vocative_override = models.CharField(_("form of address, when the rule is wrong"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.UKRAINIAN)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_merged_into_itself")]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.family_name, self.given_name, self.patronymic]))

    def primary_employment(self, on: datetime.date | None = None) -> "Employment | None":
        """Return the primary post held on the day (today by default)."""
        return self.employments.current(on).order_by("-is_primary", "hired").first()


class User(AbstractUser):
    """A way to sign in. The username is the staff number, or a name of the operator's own."""

    # names belong to the person
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.person.given_name if self.person else self.username


class Activation(models.Model):
    """One chance to set a first password: a link sent by mail or a code printed on a slip. Only its hash is kept."""

    class Method(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        SLIP = "slip", _("on a printed slip")

    user = models.ForeignKey(User, models.CASCADE, related_name="activations")
    method = models.CharField(_("how"), max_length=4, choices=Method.choices)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation")
        verbose_name_plural = _("activations")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash=None, used_at=None) | Q(token_hash__isnull=False, expires_at__isnull=False),
                name="activation_token_expires",
            ),
            models.UniqueConstraint(
                "user", condition=Q(method="mail", sent_at=None), name="activation_one_mail_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_method_display()}"


class PeopleImport(models.Model):
    """A personnel file that HR sent in: kept until it is applied or thrown away, its report for ever."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(null=True, editable=False)
    report = models.JSONField(default=dict, editable=False)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class Department(models.Model):
    """A node of the organisation's tree; `path` holds the ids from the root, for subtree queries."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=200)
    path = models.CharField(max_length=500, editable=False, db_index=True, default="")
    closed = models.DateField(_("closed"), null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("parent", "name", name="department_name_once_below_parent"),
            models.UniqueConstraint("name", condition=Q(parent=None), name="department_name_once_at_root"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            super().save(update_fields=["path"])


class Position(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Employment(models.Model):
    """One post of one person, from the day hired to the day left; may lie ahead, may be concurrent."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    staff_number = models.CharField(_("staff number"), max_length=32, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="employments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="employments")
    is_head = models.BooleanField(_("head of the department"), default=False)
    is_primary = models.BooleanField(_("primary post"), default=True)
    hired = models.DateField(_("hired"))
    left = models.DateField(_("left"), null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        ordering = ["staff_number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left=None) | Q(left__gte=F("hired")), name="employment_left_after_hired"
            ),
            models.UniqueConstraint(
                "person", condition=Q(is_primary=True, left=None), name="employment_one_open_primary"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class ActingAppointment(models.Model):
    """By which order somebody stands in for a head of department, from when to when (both days included)."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="acting")
    department = models.ForeignKey(Department, models.PROTECT, related_name="acting")
    order_number = models.CharField(_("order"), max_length=64)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"))

    class Meta:
        verbose_name = _("acting head")
        verbose_name_plural = _("acting heads")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="acting_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.employment}: {self.department}"


class Audience(models.Model):
    """A named rule of who is meant: departments with their subtrees, positions, days of hire. Empty means everyone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    departments = models.ManyToManyField(Department, verbose_name=_("departments"), blank=True)
    positions = models.ManyToManyField(Position, verbose_name=_("positions"), blank=True)
    hired_from = models.DateField(_("hired from"), null=True, blank=True)
    hired_until = models.DateField(_("hired until"), null=True, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def employments(self, on: datetime.date | None = None) -> EmploymentQuerySet:
        """Return the primary posts that are meant and not ended on the day, those that lie ahead included."""
        found = Employment.objects.not_left(on).filter(is_primary=True)
        roots = list(self.departments.all())
        if roots:
            found = found.in_subtree(roots)
        positions = list(self.positions.all())
        if positions:
            found = found.filter(position__in=positions)
        if self.hired_from:
            found = found.filter(hired__gte=self.hired_from)
        if self.hired_until:
            found = found.filter(hired__lte=self.hired_until)
        return found
