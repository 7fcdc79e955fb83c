"""What the board of the whole house shows: by brand or by person, filtered by its URL, a page at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.choices import Role
from accounts.models import Agency, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models.assignment import ENDS_SOON
from channels_mgmt.team.whole_house import Account, BrandName, Held, House, Person
from cmhub.lib.numbers import id_in

BY_BRAND, BY_PERSON = "brand", "person"
BRANDS_A_PAGE, PEOPLE_A_PAGE = 12, 12
WITHOUT_LEAD, OVERLOADED, AWAY = "without_lead", "overloaded", "away"
SUPERVISED, ENDING = "supervised", "ending"
ONLY = {
    WITHOUT_LEAD: gettext_lazy("without a lead"),
    OVERLOADED: pgettext_lazy("person", "overloaded"),
    AWAY: gettext_lazy("on leave, or soon"),
    SUPERVISED: gettext_lazy("under supervision"),
    ENDING: gettext_lazy("ending within 30 days"),
}


@dataclass(frozen=True)
class HolderRow:
    """One assignment on the page, with its holder, and whether they work under supervision."""

    held: Held
    person: Person
    role: str
    brand: BrandName
    account: Account | None = None
    is_supervised: bool = False
    is_future: bool = False
    ends_soon: bool = False


@dataclass(frozen=True)
class AccountRow:
    account: Account
    holders: list[HolderRow]
    without_lead: bool

    @property
    def purpose(self) -> str:
        return capfirst(str(Purpose(self.account.purpose).label))


@dataclass
class BrandCard:
    brand: BrandName
    accounts: list[AccountRow]
    widely: list[HolderRow]


@dataclass
class PersonCard:
    person: Person
    rows: list[HolderRow]


class HouseFilters:
    """What a URL asks of the board. What it says that makes no sense is left out."""

    def __init__(self, query: QueryDict) -> None:
        self.only = _within(query.get("only"), ONLY)
        asked = _within(query.get("by"), (BY_BRAND, BY_PERSON)) or BY_BRAND
        self.by = BY_BRAND if self.only == WITHOUT_LEAD else asked
        self.brand = query.get("brand", "")[:60]
        self.person = id_in(query.get("person", ""))
        self.network = _within(query.get("network"), Network.values)
        self.purpose = _within(query.get("purpose"), Purpose.values)
        page = query.get("page", "")
        self.page = max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1

    @property
    def of_accounts(self) -> bool:
        """Whether it is about channels alone, so that who is on a whole brand is left out."""
        return bool(self.network or self.purpose or self.only == WITHOUT_LEAD)


@dataclass
class Chip:
    label: str
    remove_url: str


@dataclass
class HouseRead:
    """One page of the board, and what its filters can choose between."""

    filters: HouseFilters
    brands: list[BrandName]
    people: list[Person]
    cards: list[Any]
    total: int
    first: int
    size: int

    networks = Network.choices
    purposes = Purpose.choices
    only = tuple(ONLY.items())

    @property
    def last(self) -> int:
        return self.first + len(self.cards) - 1

    @property
    def previous_page(self) -> int:
        return self.filters.page - 1

    @property
    def next_page(self) -> int:
        return self.filters.page + 1 if self.last < self.total else 0

    def chips(self, query: QueryDict) -> list[Chip]:
        asked = self.filters
        names = {
            "brand": next((one.name for one in self.brands if one.slug == asked.brand), ""),
            "person": next((one.name for one in self.people if one.pk == asked.person), ""),
            "network": str(Network(asked.network).label) if asked.network else "",
            "purpose": str(Purpose(asked.purpose).label) if asked.purpose else "",
            "only": str(ONLY[asked.only]) if asked.only else "",
        }
        return [Chip(capfirst(said), _without(query, name)) for name, said in names.items() if said]


def read_house(agency: Agency, filters: HouseFilters, user: User, now: datetime) -> HouseRead:
    """The page of the board that the filters ask for."""
    house = House(agency, user, now)
    supervised = house.supervised(house.held) if filters.only == SUPERVISED else set()
    matching = [one for one in house.held if _matches(one, house, filters, supervised)]
    by_person = filters.by == BY_PERSON
    cards = _people_cards(house, filters, matching) if by_person else _brand_cards(house, filters, matching)
    size = PEOPLE_A_PAGE if by_person else BRANDS_A_PAGE
    start = (filters.page - 1) * size
    shown = cards[start : start + size]
    if filters.only != SUPERVISED:
        supervised = house.supervised([one for _key, rows in shown for one in rows])
    make = _person_card if by_person else _brand_card
    return HouseRead(
        filters=filters,
        brands=list(house.brands.values()),
        people=list(house.people.values()),
        cards=[make(house, filters, key, rows, supervised) for key, rows in shown],
        total=len(cards),
        first=start + 1,
        size=size,
    )


def _matches(one: Held, house: House, filters: HouseFilters, supervised: Set[int]) -> bool:
    account = house.accounts.get(one.channel) if one.channel else None
    person = house.people.get(one.user)
    if person is None or (one.channel and account is None) or (filters.of_accounts and account is None):
        return False
    asked = (
        not filters.brand or house.brands[one.brand].slug == filters.brand,
        not filters.person or one.user == filters.person,
        not filters.network or (account is not None and account.network == filters.network),
        not filters.purpose or (account is not None and account.purpose == filters.purpose),
        filters.only in ("", WITHOUT_LEAD) or _is(filters.only, one, person, house, supervised),
    )
    return all(asked)


def _is(only: str, one: Held, person: Person, house: House, supervised: Set[int]) -> bool:
    return {
        OVERLOADED: person.excess is not None,
        AWAY: person.presence.leave is not None,
        SUPERVISED: one.pk in supervised,
        ENDING: _ends_soon(one, house.today),
    }[only]


Card = tuple[int, list[Held]]


def _brand_cards(house: House, filters: HouseFilters, matching: Iterable[Held]) -> list[Card]:
    """The brands of the board, in their order, each with the assignments that the page would show."""
    held: dict[int, list[Held]] = defaultdict(list)
    for one in matching:
        held[one.brand].append(one)
    narrow = bool(filters.person or filters.only not in ("", WITHOUT_LEAD))
    with_accounts = {
        account.brand for account in house.accounts.values() if _shows(account, house, filters, held)
    }
    return [
        (pk, held[pk])
        for pk, brand in house.brands.items()
        if (not filters.brand or brand.slug == filters.brand)
        and (pk in with_accounts or (not filters.of_accounts and (held[pk] or not narrow)))
    ]


def _shows(account: Account, house: House, filters: HouseFilters, held: Mapping[int, list[Held]]) -> bool:
    """Whether the board of brands shows this account: by itself, or for somebody who holds it."""
    if filters.network and account.network != filters.network:
        return False
    if filters.purpose and account.purpose != filters.purpose:
        return False
    here = [one for one in held.get(account.brand, ()) if one.channel == account.pk]
    if filters.only == WITHOUT_LEAD:
        return _without_lead(account, here, house.today) and (not filters.person or bool(here))
    return bool(here) or not (filters.person or filters.only)


def _people_cards(house: House, filters: HouseFilters, matching: Iterable[Held]) -> list[Card]:
    held: dict[int, list[Held]] = defaultdict(list)
    for one in matching:
        held[one.user].append(one)
    narrow = bool(filters.brand or filters.network or filters.purpose or filters.only in (SUPERVISED, ENDING))

    def is_asked(person: Person) -> bool:
        if filters.only == OVERLOADED and person.excess is None:
            return False
        if filters.only == AWAY and person.presence.leave is None:
            return False
        return bool(held[person.pk]) if narrow else filters.person in (0, person.pk)

    return [(pk, held[pk]) for pk, person in house.people.items() if is_asked(person)]


def _brand_card(
    house: House, filters: HouseFilters, key: int, rows: list[Held], supervised: Set[int]
) -> BrandCard:
    by_account: dict[int | None, list[Held]] = defaultdict(list)
    for one in sorted(rows, key=_order_of_holders):
        by_account[one.channel].append(one)
    accounts = [
        AccountRow(
            account,
            [_holder_row(house, one, supervised) for one in by_account[account.pk]],
            _without_lead(account, by_account[account.pk], house.today) and not _narrows_holders(filters),
        )
        for account in house.accounts.values()
        if account.brand == key and _shows(account, house, filters, {key: rows})
    ]
    widely = [] if filters.of_accounts else [_holder_row(house, one, supervised) for one in by_account[None]]
    return BrandCard(house.brands[key], accounts, widely)


def _person_card(
    house: House, filters: HouseFilters, key: int, rows: list[Held], supervised: Set[int]
) -> PersonCard:
    ordered = sorted(rows, key=lambda one: (house.brands[one.brand].name.casefold(), one.channel or 0))
    return PersonCard(house.people[key], [_holder_row(house, one, supervised) for one in ordered])


def _holder_row(house: House, one: Held, supervised: Set[int]) -> HolderRow:
    return HolderRow(
        held=one,
        person=house.people[one.user],
        role=str(Role(one.role).label),
        brand=house.brands[one.brand],
        account=house.accounts.get(one.channel) if one.channel else None,
        is_supervised=one.pk in supervised,
        is_future=one.starts_on > house.today,
        ends_soon=_ends_soon(one, house.today),
    )


def _narrows_holders(filters: HouseFilters) -> bool:
    """Whether the page leaves holders out, so that it cannot say who is missing."""
    return bool(filters.person or filters.only not in ("", WITHOUT_LEAD))


def _order_of_holders(one: Held) -> Any:
    return one.starts_on, not one.is_lead, one.pk


def _without_lead(account: Account, held: Iterable[Held], today: date) -> bool:
    leads = any(one.is_lead and one.starts_on <= today for one in held)
    return account.state == ChannelState.OPEN and not leads


def _ends_soon(one: Held, today: date) -> bool:
    return one.ends_on is not None and one.ends_on <= today + ENDS_SOON


def _within(asked: str | None, known: Collection[str]) -> str:
    return asked if asked and asked in known else ""


def _without(query: QueryDict, name: str) -> str:
    kept = query.copy()
    for one in (name, "page"):
        kept.pop(one, None)
    return f"?{kept.urlencode()}"
