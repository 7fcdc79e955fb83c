from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import DepartmentKind, Language
from accounts.models.agency import Agency
from accounts.models.user import User, validate_time_zone


class Company(models.Model):
    """The agency's client, to whom brands and departments belong."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="companies")
    name = models.CharField(_("name"), max_length=150)

    row_security = "id IN (SELECT cmhub_companies()) OR agency_id IN (SELECT cmhub_houses())"

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="company_name_once",
                violation_error_message=_("This company already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of a company: what escalations go to, in its own hours.

    `hours` is the weekly calendar `{"1": [["08:00", "17:00"]], …}` by ISO day, in `time_zone`;
    public holidays are those of `country` and, within it, of `region`. `exceptions` are days with other
    hours than their week has: `{"2026-12-24": {"hours": [["08:00", "12:00"]], "why": "…"}}`, without hours
    for a closed day. `subjects` says, in the words of a manager, what it deals with.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="departments")
    kind = models.CharField(_("kind"), max_length=30, choices=DepartmentKind.choices)
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=6, blank=True)
    hours = models.JSONField(_("hours"), default=dict, blank=True)
    exceptions = models.JSONField(_("exceptional days"), default=dict, blank=True)
    subjects = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("what it deals with")
    )
    reports_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reporting_here",
        verbose_name=_("reports to"),
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "slug"],
                name="department_slug_once",
                violation_error_message=_("This department already exists."),
            ),
            models.CheckConstraint(
                condition=Q(reports_to=None) | ~Q(reports_to=F("pk")),
                name="department_reports_to_another",
                violation_error_message=_("A department does not report to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Somebody of a department who answers what is passed on: the first in order is asked first."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="contacts")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_posts"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    is_head = models.BooleanField(_("head of department"), default=False)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["department", "is_head", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", whatsapp=""),
                name="contact_is_reachable",
                violation_error_message=_("Give at least one direct line: e-mail, telephone or WhatsApp."),
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(is_head=True, left_at=None),
                name="department_has_one_head",
                violation_error_message=_("This department already has a head."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
