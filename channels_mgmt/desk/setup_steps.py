"""Each step of a brand's setup in words: what is there, what is missing, why it matters, where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.access import Right
from channels_mgmt.brands.choices import NOT_ALWAYS_NEEDED, Network, SetupStep
from channels_mgmt.desk.setup_state import WEEKS_AHEAD
from channels_mgmt.strategy.choices import State
from channels_mgmt.team.models import Channel
from channels_mgmt.team.rota.cover import HOURS_A_WEEK

NAMED = 4
"""Names that a sentence lists; the others are counted."""

DONE, BEGUN, MISSING = "done", "begun", "missing"

WHY: dict[str, Any] = {
    SetupStep.IDENTITY: gettext_lazy(
        "Name, company and sector head every report; briefings and the watch are about the sector."
    ),
    SetupStep.TERRITORIES: gettext_lazy(
        "Each has its time zone, its working week and its public holidays: deadlines, the rota and the "
        "weekly reports count in them."
    ),
    SetupStep.DEPARTMENTS: gettext_lazy(
        "What the public asks gets lost between the page and the department that could answer, unless "
        "somebody is named there."
    ),
    SetupStep.NETWORKS: gettext_lazy(
        "Separate accounts and a single one are both good practice; a mixture that nobody decided on is not."
    ),
    SetupStep.STRATEGY: gettext_lazy(
        "The strategy comes first and is the company's: without a validated one nobody can be made a full "
        "spokesperson."
    ),
    SetupStep.TEAM: gettext_lazy(
        "Each account has one lead; who speaks for the brand is ready for it, or every reply waits for "
        "approval."
    ),
    SetupStep.COVER: gettext_lazy(
        "Most crises break out at weekends, when the community manager is alone: who is on call is known "
        "ahead."
    ),
}


@dataclass
class Step:
    """One step as the page shows it. `waits` where the next act is somebody else's; `decision` is why the
    brand does without what is missing, with who decided; `form` is for deciding so; `all_url` leads to the
    accounts of which some are only counted.
    """

    key: SetupStep
    state: str
    url: str
    action: str
    missing: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    right: Right = Right.BRAND_MANAGE
    waits: bool = False
    decision: dict[str, str] | None = None
    form: Any = None
    all_url: str = ""

    @property
    def label(self) -> str:
        return str(self.key.label)

    @property
    def why(self) -> str:
        return str(WHY[self.key])

    @property
    def is_done(self) -> bool:
        return self.state == DONE

    @property
    def may_be_left_out(self) -> bool:
        return self.key in NOT_ALWAYS_NEEDED and not self.is_done


def named(names: Sequence[Any]) -> str:
    """“Facebook, X, Instagram, LinkedIn and 3 more”."""
    shown = pgettext("between the items of a list", ", ").join(map(str, names[:NAMED]))
    more = len(names) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
        "names": shown,
        "count": more,
    }


def _state(done: bool, begun: Any) -> str:
    return DONE if done else BEGUN if begun else MISSING


def _identity(brand: Any, done: bool) -> Step:
    return Step(
        SetupStep.IDENTITY,
        _state(done, True),
        reverse("brands:settings", args=[brand.slug]),
        _("Write what is missing"),
        [_("The sector is not written.")],
        [" · ".join(dict.fromkeys([brand.name, brand.company.name]))],
    )


def _territories(brand: Any, done: bool) -> Step:
    url = reverse("desk:setup_territories", args=[brand.slug])
    missing = [_("The brand is present nowhere.")]
    there = [named(brand.places)] if brand.places else []
    return Step(SetupStep.TERRITORIES, _state(done, False), url, _("Choose territories"), missing, there)


def _departments(brand: Any, done: bool) -> Step:
    empty = brand.empty_departments
    missing = []
    if empty:
        text = ngettext(
            "%(count)d department to which rules lead has no contact: %(names)s.",
            "%(count)d departments to which rules lead have no contact: %(names)s.",
            len(empty),
        )
        missing.append(text % {"count": len(empty), "names": named(empty)})
    elif not brand.anybody:
        missing.append(_("Nobody is named at the company."))
    url = reverse("brands:settings", args=[brand.slug])
    return Step(
        SetupStep.DEPARTMENTS, _state(done, brand.anybody), f"{url}#departments", _("Name contacts"), missing
    )


def _networks(brand: Any, done: bool) -> Step:
    missing, there = [], []
    if not brand.channel_count:
        missing.append(_("No account is open."))
    else:
        count = brand.channel_count
        there.append(
            ngettext("%(count)d account is open.", "%(count)d accounts are open.", count) % {"count": count}
        )
    if undecided := [Network(code).label for code in brand.undecided_networks]:
        missing.append(
            _("Separate accounts or a single one, not decided yet: %(networks)s.")
            % {"networks": named(undecided)}
        )
    url = reverse("desk:setup_networks", args=[brand.slug])
    begun = brand.channel_count or brand.decided_networks
    return Step(SetupStep.NETWORKS, _state(done, begun), url, _("Choose networks"), missing, there)


def _strategy(brand: Any, done: bool) -> Step:
    written, missing, waits = brand.strategy, [], False
    action, where = _("Write the strategy"), "strategy:strategy"
    if written is None or written["state"] == State.SUPERSEDED:
        missing.append(_("No strategy is written."))
    elif written["state"] == State.DRAFT:
        missing.append(_("Version %(version)d is a draft: it is not submitted yet.") % written)
        action, where = _("Go on with the strategy"), "strategy:draft"
    elif written["state"] == State.SUBMITTED:
        missing.append(
            _("Version %(version)d is submitted and waits for the company to validate it.") % written
        )
        action, waits = _("See the strategy"), True
    if not brand.is_validatable:
        missing.append(
            _(
                "Nobody of the company has a login to validate it: invite its executive, or send a link for "
                "validation."
            )
        )
    begun = written is not None and written["state"] in (State.DRAFT, State.SUBMITTED)
    return Step(
        SetupStep.STRATEGY,
        _state(done, begun),
        reverse(where, args=[brand.slug]),
        action,
        missing,
        right=Right.STRATEGY_WRITE,
        waits=waits,
    )


def _team(brand: Any, done: bool) -> Step:
    missing, action = [], _("Assign people")
    url = reverse("team:board", args=[brand.slug])
    if not brand.channel_count:
        missing.append(_("There is no account to lead yet."))
    if brand.unled:
        text = ngettext(
            "%(count)d account has no lead: %(names)s.",
            "%(count)d accounts have no lead: %(names)s.",
            len(brand.unled),
        )
        accounts = [Channel(**said) for said in brand.unled]
        missing.append(text % {"count": len(accounts), "names": named(accounts)})
        url = f"{reverse('team:assign', args=[brand.slug])}?channel={accounts[0].slug}&is_lead=on"
    if brand.unready:
        missing.append(
            _("Not ready to speak for the brand without supervision: %(names)s.")
            % {"names": named(brand.unready)}
        )
        if not brand.unled:
            url, action = reverse("team:readiness", args=[brand.slug]), _("Check their readiness")
    begun = brand.channel_count > len(brand.unled)
    step = Step(SetupStep.TEAM, _state(done, begun), url, action, missing, right=Right.TEAM_MANAGE)
    # Without a validated strategy nobody can be checked: that step comes first.
    step.waits = bool(brand.unready) and not brand.unled and not brand.done_strategy
    if len(brand.unled) > NAMED:
        step.all_url = reverse("team:board", args=[brand.slug])
    return step


def _cover(brand: Any, done: bool) -> Step:
    weeks = [getattr(brand, f"week_{number}") for number in range(WEEKS_AHEAD)]
    without = weeks.count(False)
    missing = []
    if without:
        text = ngettext(
            "Nobody is on call in %(count)d of the four weeks to come.",
            "Nobody is on call in %(count)d of the four weeks to come.",
            without,
        )
        missing.append(text % {"count": without})
    where, action = "team:rota", _("Write the rota")
    if brand.has_empty_rota:
        missing.append(_("The rota has patterns without people."))
        where, action = "team:rota_patterns", _("Put people into the rota")
    elif not (done or without):
        text = _("Nobody is there in %(hours)d of the %(all)d hours of the four weeks to come.")
        missing.append(text % {"hours": brand.nobody_hours, "all": WEEKS_AHEAD * HOURS_A_WEEK})
        where, action = "team:gaps", _("Fill the gaps")
    state = _state(done, any(weeks) or brand.has_empty_rota)
    url = reverse(where, args=[brand.slug])
    return Step(SetupStep.COVER, state, url, action, missing, right=Right.ROTA_MANAGE)


STEPS: dict[str, Any] = {
    SetupStep.IDENTITY: _identity,
    SetupStep.TERRITORIES: _territories,
    SetupStep.DEPARTMENTS: _departments,
    SetupStep.NETWORKS: _networks,
    SetupStep.STRATEGY: _strategy,
    SetupStep.TEAM: _team,
    SetupStep.COVER: _cover,
}
"""What makes each step of a brand that `with_details` has read, and of whether it is done."""
