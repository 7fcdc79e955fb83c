"""Who is told of a reply that waits for approval, and of what became of it. The words never leave by mail."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.choices import Topic, Urgency
from accounts.models import Membership, User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.inbox.choices import ApprovalState
from channels_mgmt.inbox.models import Approval, ApprovalRule
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words

APPROVING = tuple(roles_granting(Right.REPLY_APPROVE))


def able_to_approve(brand: Brand, at: datetime) -> QuerySet[User]:
    """Everybody who may approve replies of the brand, by a role on it or for its house."""
    here = BrandRole.objects.current(at).filter(user=OuterRef("pk"), brand=brand, role__in=APPROVING)
    house = Membership.objects.current(at).filter(
        user=OuterRef("pk"), agency=brand.agency_id, role__in=APPROVING
    )
    return User.objects.filter(Exists(here) | Exists(house), is_active=True).order_by("pk")


def ask(approval: Approval, rule: ApprovalRule | None) -> None:
    """The approver is asked, or everybody who may approve where none is named or theirs is the reply."""
    everybody = able_to_approve(approval.interaction.brand, approval.asked_at).exclude(
        pk=approval.asked_by_id
    )
    named = everybody.filter(pk=rule.approver_id) if rule and rule.approver_id else everybody.none()
    _write(approval, named or everybody, key=f"approval_asked:{approval.round}", at=approval.asked_at)


def remind(approval: Approval, rule: ApprovalRule | None, at: datetime) -> None:
    """Half of the time has gone."""
    everybody = able_to_approve(approval.interaction.brand, at).exclude(pk=approval.asked_by_id)
    named = everybody.filter(pk=rule.approver_id) if rule and rule.approver_id else everybody.none()
    _write(approval, named or everybody, key=f"approval_reminded:{approval.round}", at=at)


def climb(approval: Approval, rule: ApprovalRule | None, at: datetime) -> None:
    """The approver has missed it: the backup is asked, or everybody who may."""
    others = able_to_approve(approval.interaction.brand, at).exclude(pk=approval.asked_by_id)
    if rule:
        others = others.exclude(Q(pk=rule.approver_id))
    named = others.filter(pk=rule.backup_id) if rule and rule.backup_id else others.none()
    _write(approval, named or others, key=f"approval_climbed:{approval.round}", at=at)


def tell_author(approval: Approval) -> None:
    if approval.decided_at and wakes_people(approval.decided_at):
        _to(
            approval,
            [approval.asked_by],
            partial(_decision, approval),
            key=f"approval_decided:{approval.round}",
            at=approval.decided_at,
            link=link_to("desk:interaction", approval.interaction_id),
        )


def _write(approval: Approval, readers: Iterable[User], *, key: str, at: datetime) -> None:
    if wakes_people(at):
        words = partial(_question, approval)
        _to(approval, readers, words, key=key, at=at, link=link_to("inbox:approval", approval.pk))


def _to(
    approval: Approval,
    readers: Iterable[User],
    words: partial[tuple[str, str]],
    *,
    key: str,
    at: datetime,
    link: str,
) -> None:
    """At once: a deadline runs, of who decides and of the public."""
    write_to(
        readers,
        approval.interaction.brand,
        key=key,
        words=words,
        at=at,
        thread=f"approval.{approval.pk}",
        urgency=Urgency.URGENT,
        topic=Topic.APPROVAL,
        link=link,
    )


def _question(approval: Approval, reader: User) -> tuple[str, str]:
    brand = approval.interaction.brand
    said = {
        "name": reader.get_short_name(),
        "brand": brand.name,
        "author": approval.asked_by.name,
        "due": moment_words(approval.due_at, brand.time_zone),
        "link": link_to("inbox:approval", approval.pk),
    }
    subject = _("%(brand)s: a reply waits for your approval")
    body = _(
        "Hello %(name)s,\n\n%(author)s has written a reply to the public of %(brand)s. It is published once "
        "you have approved it, by %(due)s at best:\n%(link)s"
    )
    return subject % said, body % said


def _decision(approval: Approval, author: User) -> tuple[str, str]:
    said = {
        "name": author.get_short_name(),
        "brand": approval.interaction.brand.name,
        "decider": approval.decided_by.name if approval.decided_by else "",
        "link": link_to("desk:interaction", approval.interaction_id),
    }
    if approval.state == ApprovalState.SENT_BACK:
        subject = _("%(brand)s: your reply comes back")
        body = _(
            "Hello %(name)s,\n\n%(decider)s has sent your reply back, and says what is to be "
            "changed:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: your reply is approved")
        body = _(
            "Hello %(name)s,\n\n%(decider)s has approved your reply: publish it, then record it "
            "here:\n%(link)s"
        )
    return subject % said, body % said
