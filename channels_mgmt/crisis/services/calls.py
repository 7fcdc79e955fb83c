"""Whom to call in a crisis, on which line, with words that are ready: one tap each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Contact
from accounts.services.lines import Line as DirectLine
from accounts.services.lines import line_of, lines_of, prepared
from channels_mgmt.brands.white_label import is_kept_from
from channels_mgmt.crisis.choices import SIDES, Line, Side
from channels_mgmt.crisis.models import Crisis, Telling
from cmhub.lib.erased import words_shown

ICONS = {Line.PHONE: "phone", Line.WHATSAPP: "brand-whatsapp", Line.SMS: "message", Line.EMAIL: "mail"}


@dataclass(frozen=True)
class Way:
    """A line of somebody, and what opens it with the words in it."""

    line: Line
    address: str
    href: str

    @property
    def icon(self) -> str:
        return ICONS[self.line]

    @property
    def label(self) -> str:
        return str(self.line.label)


def words_for(crisis: Crisis, link: str) -> str:
    """The message to send or to read out, in the active language."""
    said = {
        "brand": crisis.brand.name,
        "title": words_shown(crisis.title),
        "level": str(crisis.get_level_display()),
        "link": link,
    }
    if crisis.drill:
        return _("DRILL, %(brand)s: “%(title)s”. Do as in a crisis: %(link)s") % said
    return _("CRISIS, %(brand)s: “%(title)s”, level: %(level)s. Please acknowledge: %(link)s") % said


def ways_to(
    crisis: Crisis, tellings: Iterable[Telling], link: str, *, roles: Iterable[str]
) -> dict[int, list[Way]]:
    """The lines of each person by the id of the telling: those of their card in the directory, their
    own, and e-mail.

    Where the house is a secret to who looks on, who has the `roles`, those of its people are left out.
    """
    hidden = is_kept_from(crisis.brand, roles)
    told = [one for one in tellings if not hidden or SIDES.get(one.ground) == Side.DECIDING]
    cards = _cards(crisis, told)
    found = {one.pk: _ways(one, cards.get(one.pk), words_for(crisis, link)) for one in told}
    for one in told:
        if one.contact_id:
            found[one.pk] = [_by_hand(way, one) for way in found[one.pk]]
    return found


def _by_hand(way: Way, telling: Telling) -> Way:
    """Of a contact without a login, who reads of it by a link of their own: where that is sent from."""
    if way.line == Line.PHONE:
        return way
    return replace(way, href=reverse("crisis:link", args=[telling.pk]))


def _cards(crisis: Crisis, tellings: list[Telling]) -> dict[int, Contact]:
    """The contact as which a person stands in the directory of the brand's company, if they do."""
    company = crisis.brand.company_id
    of_company = Contact.objects.filter(department__company=company, left_at=None)
    of_company = of_company.select_related("department").order_by("-pk")
    own = {one.pk: one for one in of_company.filter(pk__in=[t.contact_id for t in tellings if t.contact_id])}
    users = {
        one.user_id: one for one in of_company.filter(user__in=[t.user_id for t in tellings if t.user_id])
    }
    found = {t.pk: own.get(t.contact_id or 0) or users.get(t.user_id) for t in tellings}
    return {pk: card for pk, card in found.items() if card}


def _lines(telling: Telling, card: Contact | None) -> list[DirectLine]:
    """Those of the card, then those that the person has given themselves."""
    known = lines_of(card, card.department.country) if card else []
    own = lines_of(telling.user, "") if telling.user else []
    return list(dict.fromkeys([*known, *own]))


def _ways(telling: Telling, card: Contact | None, words: str) -> list[Way]:
    ways = []
    for line in _lines(telling, card):
        if line.kind == Line.PHONE:
            ways += [
                Way(Line.PHONE, line.address, line.href),
                Way(Line.SMS, line.address, prepared(line, words)),
            ]
        elif line.kind == Line.WHATSAPP:
            ways.append(Way(Line.WHATSAPP, line.address, prepared(line, words)))
    if telling.email:
        mail = line_of(Line.EMAIL, telling.email, "")
        ways.append(Way(Line.EMAIL, telling.email, prepared(mail, words)))
    return ways
