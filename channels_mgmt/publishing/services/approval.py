"""Approval of posts, on the networks for which the strategy in force asks for it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.post_choices import Approval, PostVerb
from channels_mgmt.publishing.services import approval_mails
from channels_mgmt.publishing.services.history import hold, keep, tell
from channels_mgmt.publishing.services.texts import SAID, begin_anew
from channels_mgmt.strategy.models import NetworkPlan, Strategy

APPROVING = tuple(roles_granting(Right.PUBLISHING_APPROVE))


def asks_for_approval(post: Post) -> bool:
    """Whether the strategy in force has posts of this network and purpose approved."""
    plans = NetworkPlan.objects.filter(
        strategy__in=Strategy.objects.in_force().filter(brand=post.brand_id), posts_approved=True
    )
    return plans.filter(network=post.channel.network, purpose=post.channel.purpose).exists()


def approvers_of(brand: Brand, at: datetime) -> QuerySet[User]:
    """Everybody who may approve posts of the brand, by a role on it or for its house."""
    here = BrandRole.objects.current(at).filter(user=OuterRef("pk"), brand=brand, role__in=APPROVING)
    house = Membership.objects.current(at).filter(
        user=OuterRef("pk"), agency=brand.agency_id, role__in=APPROVING
    )
    return User.objects.filter(Exists(here) | Exists(house), is_active=True).order_by("pk")


def ask_approval(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """Everybody who may approve it is asked, but its author and who asks."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.approval in (Approval.ASKED, Approval.APPROVED):
            return held
        if held.state != PostState.PROOFREAD:
            raise ValidationError(_("It is proofread before it is approved."), code="passage")
        held.approval, held.approval_asked_by = Approval.ASKED, by
        held.approval_by = held.approval_at = None
        held.approval_words = ""
        keep(held)
        tell(held, PostVerb.APPROVAL_ASKED, by=by, at=now)
        readers = approvers_of(held.brand, now).exclude(pk__in=[by.pk, held.author_id or by.pk])
        approval_mails.ask(held, readers, at=now)
    return held


def approve(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """It may be scheduled. Raises ValidationError for its author; a second time changes nothing."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.approval == Approval.APPROVED:
            return held
        _refuse_own(held, by)
        if held.state != PostState.PROOFREAD:
            raise ValidationError(_("It is proofread before it is approved."), code="passage")
        held.approval, held.approval_by, held.approval_at = Approval.APPROVED, by, now
        keep(held)
        tell(held, PostVerb.APPROVED, by=by, at=now)
        approval_mails.tell_author(held, by, at=now)
    return held


def send_back(*, post: Post, edition: int, by: User, why: str, at: datetime | None = None) -> Post:
    """It is a draft again, with what is to be changed."""
    now = at or timezone.now()
    why = why.strip()
    if not why:
        raise ValidationError({"why": _("Say what is to be changed.")})
    with transaction.atomic():
        held = hold(post, edition)
        _refuse_own(held, by)
        if held.state != PostState.PROOFREAD or held.approval != Approval.ASKED:
            raise ValidationError(_("Nobody asks for its approval."), code="passage")
        begin_anew(held)
        held.approval, held.approval_by, held.approval_at = Approval.SENT_BACK, by, now
        held.approval_words = why[:600]
        keep(held)
        tell(held, PostVerb.SENT_BACK, by=by, at=now, to_state=PostState.DRAFT, why=why[:600])
        approval_mails.tell_author(held, by, at=now)
    return held


def _refuse_own(post: Post, by: User) -> None:
    """Refuses its author, and whoever wrote the text as it stands."""
    said = Q(details__fields__contains=[SAID[0]]) | Q(details__fields__contains=[SAID[1]])
    last = post.events.filter(said, verb=PostVerb.CHANGED).last()
    if by.pk in (post.author_id, last and last.by_id):
        raise ValidationError(_("Who wrote a post does not approve it: somebody else does."), code="own")
