"""What each role may do, as data, and how a view declares what it needs.

A view says `@public`, `@signed_in`, `@by_token` or `@requires(right)`; one that says nothing does not start
(`cmhub.checks`). One that requires a right must load what it shows through a loader that calls
`authorise` (see `channels_mgmt.brands.access`), else it fails.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NoReturn, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Agency, Membership, User
from accounts.models.agency import MembershipQuerySet
from cmhub.lib.kept import kept

M = TypeVar("M", bound=models.Model)
View = Callable[..., HttpResponse]
METHOD_NOT_ALLOWED = 405


class Right(models.TextChoices):
    INSTALLATION_RUN = "installation.run", _("look after the installation itself")
    AGENCY_MANAGE = "agency.manage", _("set up brands and people")
    BRAND_VIEW = "brand.view", _("see the brand")
    BRAND_MANAGE = "brand.manage", _("set up the brand, its channels and its departments")
    TEAM_VIEW = "team.view", _("see who holds what")
    TEAM_MANAGE = "team.manage", _("assign people")
    TEAM_NEEDS = "team.needs", _("say which skills the brand needs, and see what its team lacks")
    READINESS_CHECK = "readiness.check", _("say whether people are ready to speak for the brand")
    ROTA_MANAGE = "rota.manage", _("write the rota")
    STAFFING_VIEW = "staffing.view", _("see whether the team is enough")
    MEANS_MANAGE = "means.manage", _("see and set the budget and the pay")
    TIME_LOG = "time.log", _("log time")
    STRATEGY_VIEW = "strategy.view", _("read the strategy, its charter and briefings")
    STRATEGY_WRITE = "strategy.write", _("write the strategy and its charter")
    STRATEGY_VALIDATE = "strategy.validate", _("validate the strategy")
    BRIEFING_WRITE = "briefing.write", _("write briefings")
    PROTOCOL_VIEW = "protocol.view", _("read the response protocol")
    PROTOCOL_WRITE = "protocol.write", _("write the response protocol")
    DIRECTORY_VIEW = "directory.view", _("find who deals with what")
    INBOX_VIEW = "inbox.view", _("read interactions")
    INBOX_WRITE = "inbox.write", _("log, answer and sort interactions")
    REPLY_APPROVE = "reply.approve", _("approve replies")
    APPROVAL_MANAGE = "approval.manage", _("say who approves replies, and in which time")
    MODERATE = "moderation.act", _("moderate what the public writes")
    MODERATION_REVIEW = "moderation.review", _("reverse acts of moderation and decide on appeals")
    INTAKE = "inbox.intake", _("take in files")
    API_MANAGE = "api.manage", _("let other programs in, and tell them what happens")
    ESCALATION_VIEW = "escalation.view", _("read escalations")
    ESCALATION_OPEN = "escalation.open", _("pass interactions on and relay answers")
    ESCALATION_ANSWER = "escalation.answer", _("answer escalations")
    ROUTING_MANAGE = "routing.manage", _("change routing rules")
    WATCH_VIEW = "watch.view", _("read the watch")
    WATCH_LOG = "watch.log", _("log and sort what is seen on the web")
    WATCH_DECIDE = "watch.decide", _("acknowledge watch items and decide on them")
    WATCH_MANAGE = "watch.manage", _("say who is told of watch items, and which feeds are read")
    PUBLISHING_VIEW = "publishing.view", _("see publications")
    IDEAS_KEEP = "publishing.ideas", _("keep and drop post ideas")
    PUBLISHING_WRITE = "publishing.write", _("plan, write and proofread posts, run campaigns and tests")
    PUBLISHING_APPROVE = "publishing.approve", _("approve posts")
    METRICS_WRITE = "metrics.write", _("take in exports of networks and enter figures")
    CRISIS_VIEW = "crisis.view", _("follow crises")
    CRISIS_OPEN = "crisis.open", _("open a crisis and write into its log")
    CRISIS_RUN = "crisis.run", _("lead a crisis: level, statements, decisions, end and lesson")
    REPORT_VIEW = "report.view", _("read published reports")
    REPORT_DRAFT = "report.draft", _("read reports before they are published")
    REPORT_COMPLETE = "report.complete", _("write the qualitative half of a report")
    REPORT_PUBLISH = "report.publish", _("validate and publish reports")
    REPORT_DECIDE = "report.decide", _("answer the decisions that reports ask for")
    REPORT_SHARE = "report.share", _("say who gets reports by mail, and give links to them")


_READ = {
    Right.BRAND_VIEW,
    Right.TEAM_VIEW,
    Right.STRATEGY_VIEW,
    Right.PROTOCOL_VIEW,
    Right.DIRECTORY_VIEW,
    Right.INBOX_VIEW,
    Right.ESCALATION_VIEW,
    Right.WATCH_VIEW,
    Right.PUBLISHING_VIEW,
    Right.CRISIS_VIEW,
    Right.REPORT_VIEW,
}
_HANDLE = {
    Right.INBOX_WRITE,
    Right.MODERATE,
    Right.ESCALATION_OPEN,
    Right.CRISIS_OPEN,
    Right.TIME_LOG,
    Right.WATCH_LOG,
    Right.IDEAS_KEEP,
}
_PUBLISH = {Right.IDEAS_KEEP, Right.PUBLISHING_WRITE, Right.METRICS_WRITE}
_ANIMATE = _READ | _HANDLE | _PUBLISH | {Right.INTAKE, Right.REPORT_DRAFT, Right.REPORT_COMPLETE}
_RUN = frozenset(Right) - {Right.STRATEGY_VALIDATE}
"""A strategy is validated by the company itself, not by the house that writes it."""
_LEAD_CRISES = {Right.CRISIS_VIEW, Right.CRISIS_OPEN, Right.CRISIS_RUN}
_PLAN = {Right.STRATEGY_WRITE, Right.BRIEFING_WRITE, Right.PROTOCOL_WRITE, Right.READINESS_CHECK}

ROLE_RIGHTS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: _RUN,
    Role.MANAGER: _RUN,
    Role.STRATEGIST: frozenset(
        _READ
        | _PLAN
        | {
            Right.REPORT_DRAFT,
            Right.REPLY_APPROVE,
            Right.MODERATION_REVIEW,
            Right.TEAM_NEEDS,
            Right.STAFFING_VIEW,
            Right.TIME_LOG,
            Right.WATCH_MANAGE,
            Right.PUBLISHING_APPROVE,
        }
        | _PUBLISH
    ),
    Role.COMMUNITY_MANAGER: frozenset(_ANIMATE),
    Role.SOCIAL_MEDIA_MANAGER: frozenset(
        _ANIMATE
        | _LEAD_CRISES
        | {Right.REPLY_APPROVE, Right.MODERATION_REVIEW, Right.WATCH_MANAGE, Right.PUBLISHING_APPROVE}
    ),
    Role.CONTENT_MANAGER: frozenset(_READ | _PUBLISH | {Right.TIME_LOG}),
    Role.CUSTOMER_SERVICE: frozenset(_READ - {Right.REPORT_VIEW} | _HANDLE),
    Role.TECH_SUPPORT: frozenset(_READ - {Right.REPORT_VIEW} | _HANDLE),
    Role.DEPARTMENT_CONTACT: frozenset({Right.ESCALATION_VIEW, Right.ESCALATION_ANSWER}),
    Role.DECISION_MAKER: frozenset(
        {
            Right.BRAND_VIEW,
            Right.STRATEGY_VIEW,
            Right.DIRECTORY_VIEW,
            Right.ESCALATION_VIEW,
            Right.WATCH_VIEW,
            Right.WATCH_DECIDE,
            Right.REPORT_VIEW,
            Right.REPORT_DECIDE,
        }
        | _LEAD_CRISES
    ),
    Role.EXECUTIVE: frozenset(
        _READ
        | _LEAD_CRISES
        | {
            Right.REPLY_APPROVE,
            Right.PUBLISHING_APPROVE,
            Right.STRATEGY_VALIDATE,
            Right.BRIEFING_WRITE,
            Right.STAFFING_VIEW,
            Right.WATCH_DECIDE,
            Right.REPORT_DECIDE,
        }
    ),
}


def roles_granting(right: str) -> list[str]:
    return [role for role, rights in ROLE_RIGHTS.items() if right in rights]


def person_of(request: HttpRequest) -> User:
    """The person who is logged in: behind the login there always is one."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is logged in")
    return request.user


def public(view: View) -> View:
    """The view answers anybody."""
    view = login_not_required(view)
    view.declared_right = "public"  # type: ignore[attr-defined]
    return view


def by_token(view: View) -> View:
    """The view answers a program that brings a token, which it asks for itself: without one it says 401.

    A session counts for nothing there, so that no page of another site can use that of whoever visits it.
    """
    view = login_not_required(view)
    view.declared_right = "token"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """The view answers whoever is logged in, about themselves or what a queryset verb lets them see."""
    view.declared_right = "signed_in"  # type: ignore[attr-defined]
    return view


def requires(right: Right) -> Callable[[View], View]:
    """The view needs `right` on the brand that its loader authorises."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.required_right = right  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            authorised = hasattr(request, "access") or hasattr(request, "agency")
            if not authorised and response.status_code != METHOD_NOT_ALLOWED:
                raise RuntimeError(f"{view.__qualname__} answered without authorising anything")
            return response

        guarded.declared_right = right  # type: ignore[attr-defined]
        return guarded

    return declare


def load_agency(request: HttpRequest) -> Agency:
    """The agency in which the person may do what the view declares: `?agency=SLUG`, else their first.

    Raises PermissionDenied with the reason for somebody who may do so in none of their agencies.
    """
    right = request.required_right  # type: ignore[attr-defined]
    memberships = _memberships_granting(request, right).select_related("agency").order_by("pk")
    asked = request.GET.get("agency")
    chosen = next((m for m in memberships if asked in (None, m.agency.slug)), None)
    if chosen is None:
        refuse_in_agencies(request)
    request.agency = chosen.agency  # type: ignore[attr-defined]
    return chosen.agency


def load_of_agency(request: HttpRequest, rows: QuerySet[M], pk: int) -> M:
    """The row of an agency in which the person may do what the view declares, with the agency.

    Raises PermissionDenied for somebody who may do so nowhere, Http404 for a row of another agency.
    """
    agencies = _memberships_granting(request, request.required_right).values_list("agency")  # type: ignore[attr-defined]
    if not agencies:
        refuse_in_agencies(request)
    row = rows.select_related("agency").filter(pk=pk, agency__in=agencies).first()
    if row is None:
        raise Http404
    request.agency = row.agency  # type: ignore[attr-defined]
    return row


def refuse_in_agencies(request: HttpRequest) -> NoReturn:
    right = Right(request.required_right)  # type: ignore[attr-defined]
    raise PermissionDenied(gettext("Your role does not let you %(act)s.") % {"act": right.label})


def may_in_agency(request: HttpRequest, right: str) -> bool:
    """Whether the person may do so in any of their agencies."""
    return any(right in ROLE_RIGHTS[role] for role in agency_roles(request))


def agency_roles(request: HttpRequest) -> frozenset[str]:
    """The person's roles of today for whole agencies, asked for once a request."""
    if not hasattr(request, "agency_roles"):
        memberships = memberships_of(person=person_of(request).pk, at=timezone.now())
        roles = frozenset(membership.role for membership in memberships if membership.role)
        request.agency_roles = roles  # type: ignore[attr-defined]
    return request.agency_roles  # type: ignore[attr-defined]


@kept
def memberships_of(person: int, at: datetime) -> QuerySet[Membership]:
    return Membership.objects.current(at).filter(user=person).only("role")


def _memberships_granting(request: HttpRequest, right: str) -> MembershipQuerySet:
    return Membership.objects.current().filter(user=person_of(request), role__in=roles_granting(right))
