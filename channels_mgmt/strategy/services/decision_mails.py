"""Who is told of a version by e-mail: who may decide on it, and its authors of what was decided."""

from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.strategy.choices import Act
from channels_mgmt.strategy.models import StrategyEvent
from cmhub.lib.links import link_to

DECIDING = tuple(roles_granting(Right.STRATEGY_VALIDATE))
"""The roles that may validate, which are all on a brand itself."""


def ask_for_a_decision(submitted: StrategyEvent) -> None:
    """The people of the company who may validate the version are told that it waits, but for its authors."""
    strategy, brand = submitted.strategy, submitted.strategy.brand
    if not wakes_people(submitted.at):
        return
    roles = BrandRole.objects.current(submitted.at).filter(brand=brand, role__in=DECIDING)
    deciding = User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))), is_active=True)
    wrote = strategy.authors.filter(user=OuterRef("pk"))
    write_to(
        deciding.filter(~Exists(wrote)).exclude(Q(pk=submitted.by_id)).order_by("pk"),
        brand,
        key=f"strategy_submitted:{submitted.pk}",
        words=partial(_question, submitted),
        thread=f"strategy.{strategy.pk}",
        at=submitted.at,
        topic=Topic.STRATEGY,
        link=link_to("strategy:validate", brand.slug),
    )


def _question(submitted: StrategyEvent, reader: User) -> tuple[str, str]:
    said = _said(submitted, reader, page="strategy:validate")
    subject = _("%(brand)s: a strategy waits for your decision")
    body = _(
        "Hello %(name)s,\n\nThe strategy of %(brand)s on the networks (version %(version)d) is written. Read "
        "it, then validate it or send it back with your words:\n%(link)s"
    )
    return subject % said, body % said


def tell_the_decision(decided: StrategyEvent, email: str = "") -> None:
    """The authors of the version, and who submitted it, are told what was decided and with which words.

    Who decided is not, by login or by the address `email` of their link, nor who may read it no more.
    """
    strategy, brand = decided.strategy, decided.strategy.brand
    if not wakes_people(decided.at):
        return
    wrote = Q(pk__in=strategy.authors.values("user")) | Q(pk=strategy.submitted_by_id)
    others = User.objects.filter(wrote, is_active=True).exclude(Q(pk=decided.by_id) | Q(email__iexact=email))
    write_to(
        [one for one in others.order_by("pk") if rights_of(one, brand).may(Right.STRATEGY_VIEW)],
        brand,
        key=f"strategy_decided:{decided.pk}",
        words=partial(_decision, decided),
        thread=f"strategy.{strategy.pk}",
        at=decided.at,
        topic=Topic.STRATEGY,
        link=link_to(_page(decided), brand.slug),
    )


def _page(decided: StrategyEvent) -> str:
    """A draft again where it was sent back, else the strategy in force."""
    return "strategy:draft" if decided.act == Act.SENT_BACK else "strategy:strategy"


def _decision(decided: StrategyEvent, reader: User) -> tuple[str, str]:
    said = _said(decided, reader, page=_page(decided))
    if decided.act == Act.SENT_BACK:
        subject = _("%(brand)s: the strategy comes back with words")
        body = _(
            "Hello %(name)s,\n\n%(decider)s does not validate version %(version)d of the strategy of "
            "%(brand)s yet, and says:\n\n%(words)s\n\nIt is a draft again, to be written on here:\n%(link)s"
        )
        return subject % said, body % said
    subject = _("%(brand)s: the strategy is validated")
    if decided.words:
        body = _(
            "Hello %(name)s,\n\n%(decider)s has validated version %(version)d of the strategy of %(brand)s, "
            "and says:\n\n%(words)s\n\nIt is in force from now on:\n%(link)s"
        )
    else:
        body = _(
            "Hello %(name)s,\n\n%(decider)s has validated version %(version)d of the strategy of %(brand)s. "
            "It is in force from now on:\n%(link)s"
        )
    return subject % said, body % said


def _said(event: StrategyEvent, reader: User, *, page: str) -> dict[str, str | int]:
    brand = event.strategy.brand
    return {
        "name": reader.get_short_name(),
        "brand": brand.name,
        "version": event.strategy.version,
        "decider": event.by.name if event.by else event.name,
        "words": event.words,
        "link": link_to(page, brand.slug),
    }
