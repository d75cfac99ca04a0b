"""People, organisations, and who holds which role where and when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role


class Users(BaseUserManager["User"]):
    """People, found by address whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who can sign in. What they may do comes from their memberships alone; there is no superuser."""

    email = models.EmailField(
        "email address",
        unique=True,
        max_length=254,
        error_messages={"unique": "Somebody has an account with this email address already."},
    )
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Users] = Users()

    class Meta:
        ordering = ("name", "email")
        constraints = (models.CheckConstraint(name="user_email_lower_case", condition=Q(email=Lower("email"))),)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """Where people work. An authority or a provider's setting is named by kind and code, as the register names it."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value.capitalize()) for kind in OrganisationKind])
    name = models.CharField(max_length=200)
    body_kind = models.CharField(max_length=20, blank=True)
    body_code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "name", "body_code"),
                name="organisation_once",
                violation_error_message="There is an organisation of this kind and name already.",
            ),
            models.CheckConstraint(
                name="organisation_body_whole",
                condition=Q(body_kind="", body_code="") | (~Q(body_kind="") & ~Q(body_code="")),
                violation_error_message="Give both the kind and the code of the body, or neither.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Memberships(models.QuerySet["Membership"]):
    def current(self, on: date) -> "Memberships":
        """Held on a day: first and last day count."""
        return self.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on, user__is_active=True)


class Membership(models.Model):
    """One role of one person in one organisation, for a time. It is ended, not removed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(row.role.value, row.label) for row in ROLES.values()])
    region = models.CharField(max_length=60, blank=True, help_text="Empty: every region.")
    first = models.DateField("first day")
    last = models.DateField("last day", null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
                violation_error_message="The last day must not be before the first.",
            ),
            models.UniqueConstraint(
                fields=("user", "organisation", "role", "region"),
                condition=Q(last__isnull=True),
                name="membership_once",
                violation_error_message="This person holds this role already.",
            ),
        )

    def __str__(self) -> str:
        place = f", {self.region}" if self.region else ""
        return f"{self.user}: {ROLES[Role(self.role)].label}, {self.organisation}{place}"
