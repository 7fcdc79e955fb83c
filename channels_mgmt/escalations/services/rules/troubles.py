"""What is wrong with a brand's rules as they stand: what is never read, contradicts, or leads to nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.directory import Card
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import all_of, quoted
from channels_mgmt.escalations.services.rules.covering import first_that_takes_all, same_conditions
from channels_mgmt.escalations.services.rules.deciding import any_word
from channels_mgmt.escalations.services.rules.territories import choices_of, name_of
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Channel

UNSAVED = 0


@dataclass(frozen=True)
class Trouble:
    """What is wrong and what to do, on a page; `grave` where something goes elsewhere than was meant."""

    code: str
    words: str
    remedy: str
    url: str = ""
    grave: bool = True


def troubles_of(
    brand: Brand, rules: Sequence[RoutingRule], cards: Iterable[Card]
) -> dict[int, list[Trouble]]:
    """By the rules' ids, `UNSAVED` for one that has none; a rule with which nothing is wrong is not in it.

    `cards` are of open departments.
    """
    channels = list(Channel.objects.filter(brand=brand, state=ChannelState.OPEN))
    here = {code for code, _name in choices_of(brand)}
    reachable = {card.department.pk: card for card in cards}
    found: dict[int, list[Trouble]] = {}
    for number, rule in enumerate(rules):
        earlier = [each for each in rules[:number] if not is_passed_over(each)]
        troubles = [
            *_impossible(rule, channels, here),
            *_closed(brand, rule),
            *_never_read(brand, earlier, rule),
            *_nobody_there(brand, rule, reachable),
        ]
        if troubles:
            found[rule.pk or UNSAVED] = troubles
    return found


def is_passed_over(rule: RoutingRule) -> bool:
    return bool(rule.department and rule.department.closed_at)


def cannot_match(rule: RoutingRule) -> str:
    """Why nothing on earth meets the rule's conditions; empty where something may."""
    if rule.words and any_word(rule.words) is None:
        return _("None of its words has a letter or a figure: no text contains them.")
    return ""


def contradicted(rule: RoutingRule, others: Iterable[RoutingRule]) -> RoutingRule | None:
    """Another rule that wants the very same: one of the two is never read."""
    return next(
        (
            each
            for each in others
            if each.pk != rule.pk
            and not (each.is_catch_all or is_passed_over(each))
            and same_conditions(each, rule)
        ),
        None,
    )


def loops_in(departments: Iterable[Department]) -> list[list[Department]]:
    """The circles in which departments report to one another, each once."""
    listed = {department.pk: department for department in departments}
    looked_at: set[int] = set()
    loops = []
    for start in listed:
        path: list[int] = []
        place: int | None = start
        while place in listed and place not in path and place not in looked_at:
            path.append(place)
            place = listed[place].reports_to_id
        if place in path:
            loops.append([listed[pk] for pk in path[path.index(place) :]])
        looked_at.update(path)
    return loops


def troubles_of_departments(brand: Brand, departments: Iterable[Department]) -> list[Trouble]:
    return [
        Trouble(
            "loop",
            _("These departments report to one another in a circle: %(departments)s.")
            % {"departments": all_of([each.name for each in loop])},
            _("Say of one of them that it reports to somebody else, or to nobody."),
            reverse("brands:department", args=[brand.slug, loop[0].slug]),
        )
        for loop in loops_in(departments)
    ]


def _impossible(rule: RoutingRule, channels: Sequence[Channel], here: set[str]) -> Iterable[Trouble]:
    edit = _("Change its conditions, or delete it.")
    if why := cannot_match(rule):
        yield Trouble("never", why, edit)
    elif rule.territories and not here.intersection(rule.territories):
        names = all_of([quoted(str(name_of(code))) for code in rule.territories])
        yield Trouble("never", _("The brand is not present in %(names)s.") % {"names": names}, edit)
    elif (rule.purposes or rule.networks) and not any(
        (not rule.purposes or channel.purpose in rule.purposes)
        and (not rule.networks or channel.network in rule.networks)
        for channel in channels
    ):
        yield Trouble(
            "never",
            _("The brand has no open channel of this purpose on these networks: nothing can meet it."),
            edit,
            grave=False,
        )


def _closed(brand: Brand, rule: RoutingRule) -> Iterable[Trouble]:
    if rule.department and is_passed_over(rule):
        yield Trouble(
            "closed",
            _("“%(department)s” has closed: the rule is passed over, and the next that matches decides.")
            % {"department": rule.department.name},
            _("Name another department, or ask this one again."),
            reverse("brands:department", args=[brand.slug, rule.department.slug]),
        )


def _never_read(brand: Brand, earlier: Sequence[RoutingRule], rule: RoutingRule) -> Iterable[Trouble]:
    takers = [] if rule.is_catch_all else first_that_takes_all(earlier, rule)
    if not takers:
        if rule.is_catch_all and (all_ := next((each for each in earlier if _takes_everything(each)), None)):
            yield Trouble(
                "never_read",
                _("Never reached: “%(rule)s” has no condition and takes all.") % {"rule": all_.name},
                _("Give that rule a condition, or delete it."),
                reverse("escalations:rule_edit", args=[brand.slug, all_.pk]),
            )
        return
    (first, *_more) = takers
    url = reverse("escalations:rule_edit", args=[brand.slug, first.pk])
    if len(takers) == 1 and same_conditions(first, rule):
        if first.department_id == rule.department_id:
            words = _("Never reached: “%(rule)s” before it wants the same and sends it to the same place.")
            remedy = _("Delete one of the two.")
        else:
            words = _("It contradicts “%(rule)s” before it, which wants the same and sends it elsewhere.")
            remedy = _("Decide which of the two holds, and delete the other.")
        yield Trouble("contradiction", words % {"rule": first.name}, remedy, url)
        return
    names = all_of([quoted(taker.name) for taker in takers])
    yield Trouble(
        "never_read",
        _("Never reached: all that it would match, %(rules)s before it takes.") % {"rules": names},
        _("Move it up, or narrow what comes before."),
        url,
    )


def _takes_everything(rule: RoutingRule) -> bool:
    return bool(first_that_takes_all([rule], RoutingRule(is_catch_all=True)))


def _nobody_there(brand: Brand, rule: RoutingRule, cards: dict[int, Card]) -> Iterable[Trouble]:
    card = cards.get(rule.department_id or 0)
    if card and card.trouble and card.trouble.grave:
        yield Trouble(
            card.trouble.code,
            _("%(department)s: %(trouble)s")
            % {"department": card.department.name, "trouble": card.trouble.words},
            card.trouble.remedy,
            reverse("brands:department", args=[brand.slug, card.department.slug]),
            grave=False,
        )
