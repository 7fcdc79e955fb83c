"""The agency, its clients and its people, as `corpus/cast.toml` tells them."""

import random
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cmhub.demo import corpus
from cmhub.demo.corpus.letters import ascii_of

PEOPLE_OF = {"CM": "Africa/Douala", "SN": "Africa/Dakar", "CI": "Africa/Abidjan", "DZ": "Africa/Algiers"}
DEPARTMENTS = (
    "marketing",
    "sales",
    "customer_service",
    "technical",
    "communication",
    "legal",
    "finance",
    "hr",
    "it",
    "design",
    "management",
)
ROLE_OF_PURPOSE = {
    "official": "community_manager",
    "customer_service": "customer_service",
    "tech_support": "tech_support",
    "department": "community_manager",
}
SOCIAL_MEDIA_MANAGER = "patrick.essomba@demo.example"
CONTENT_MANAGER = "nadege.fotso@demo.example"
CONTENT_FOR = ("nyongtel", "brasserie-moungo")


@dataclass(frozen=True)
class Person:
    """`shifts` are local hours of work by ISO day; `pace` the median minutes of work before an answer."""

    email: str
    name: str
    hours: int
    role: str = ""
    zone: str = "Africa/Douala"
    pace: int = 30
    shifts: dict[int, tuple[float, float]] = field(default_factory=dict)
    executive_of: tuple[str, ...] = ()
    decides_for: tuple[str, ...] = ()
    contact_of: str = ""
    department: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        words = self.name.split(" ")
        return words[0][0] + words[-1][0]


@dataclass(frozen=True)
class Channel:
    """`asleep_for`: weeks since anything happened there; `cadence`: posts a week."""

    slug: str
    network: str
    purpose: str
    share: int
    lead: str
    assist: tuple[str, ...] = ()
    supervised: bool = False
    cadence: int = 0
    department: str = ""
    asleep_for: int = 0

    def is_awake(self, weeks_ago: int) -> bool:
        return not self.asleep_for or weeks_ago >= self.asleep_for

    @property
    def holders(self) -> tuple[str, ...]:
        return (self.lead, *self.assist)


@dataclass(frozen=True)
class Brand:
    """`volume`: conversations a week; `deaf`: share of escalations answered late; `uncovered`: how many
    weeks ago nobody was there at the weekend."""

    slug: str
    name: str
    company: str
    sector: str
    label: str
    countries: tuple[str, ...]
    volume: int
    members: int
    followers: int
    varieties: dict[str, int]
    deaf: float
    channels: tuple[Channel, ...]
    uncovered: int = 0
    self_centred: bool = False
    weekend_rush: bool = False
    white_label: bool = False

    @property
    def zone(self) -> str:
        return PEOPLE_OF[self.countries[0]]

    @property
    def weekend(self) -> tuple[int, int]:
        return (5, 6) if self.countries[0] == "DZ" else (6, 7)

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"

    def channel_for(self, purpose: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.purpose == purpose), None)


@dataclass(frozen=True)
class Contact:
    """Somebody of a department; the first in order is asked first, the head when it is late."""

    brand: str
    department: str
    name: str
    email: str
    phone: str
    whatsapp: str
    is_head: bool
    user: str = ""


@dataclass(frozen=True)
class Assignment:
    brand: str
    person: str
    role: str
    hours: int
    channel: str = ""
    is_lead: bool = False
    under_supervision: bool = False


@dataclass(frozen=True)
class Cast:
    slug: str
    name: str
    time_zone: str
    people: tuple[Person, ...]
    brands: tuple[Brand, ...]
    contacts: tuple[Contact, ...]
    assignments: tuple[Assignment, ...]

    def person(self, email: str) -> Person:
        return next(person for person in self.people if person.email == email)

    def brand(self, slug: str) -> Brand:
        return next(brand for brand in self.brands if brand.slug == slug)


@cache
def cast() -> Cast:
    """The cast; the same at each call."""
    told = corpus.read("cast.toml")
    people = tuple(_person(**entry) for entry in told["person"])
    brands = tuple(_brand(**entry) for entry in told["brand"])
    return Cast(
        slug=told["agency"]["slug"],
        name=told["agency"]["name"],
        time_zone=told["agency"]["time_zone"],
        people=people,
        brands=brands,
        contacts=tuple(contact for brand in brands for contact in _contacts(brand, people)),
        assignments=tuple(_assignments(brands, people)),
    )


def telephone(rng: random.Random, country: str) -> str:
    """A number of the country's form in a block that no operator gives out."""
    digits = f"{rng.randrange(10_000):04d}"
    form = {"CM": "6 00 00 {} {}", "SN": "70 000 {} {}", "CI": "05 00 00 {} {}", "DZ": "0500 00 {} {}"}
    return form[country].format(digits[:2], digits[2:])


def _person(*, shifts: dict[str, list[float]] | None = None, **entry: Any) -> Person:
    for several in ("executive_of", "decides_for"):
        entry[several] = tuple(entry.get(several, ()))
    hours = {int(day): (start, end) for day, (start, end) in (shifts or {}).items()}
    return Person(shifts=hours, **entry)


def _brand(*, channel: list[dict[str, Any]], **entry: Any) -> Brand:
    entry["countries"] = tuple(entry["countries"])
    channels = tuple(Channel(**{**each, "assist": tuple(each.get("assist", ()))}) for each in channel)
    return Brand(channels=channels, **entry)


def _contacts(brand: Brand, people: tuple[Person, ...]) -> list[Contact]:
    rng = random.Random(f"contacts:{brand.slug}")
    country = brand.countries[0]
    names = corpus.read("people.toml")[country]
    firsts, lasts = rng.sample(names["first"], 33), rng.sample(names["last"], 33)
    made = []
    for number, department in enumerate(DEPARTMENTS):
        for rank in range(3):
            place = number * 3 + rank
            name = f"{firsts[place]} {lasts[place]}"
            known = next(
                (p for p in people if p.contact_of == brand.slug and p.department == department), None
            )
            user = known if rank == 0 else None
            made.append(
                Contact(
                    brand=brand.slug,
                    department=department,
                    name=user.name if user else name,
                    email=user.email if user else _address(name, brand),
                    phone=telephone(rng, country),
                    whatsapp=telephone(rng, country) if rank < 2 else "",
                    is_head=rank == 2,
                    user=user.email if user else "",
                )
            )
    return made


def _address(name: str, brand: Brand) -> str:
    words = ascii_of(name).lower().replace("'", "").split(" ")
    return f"{words[0]}.{words[-1]}@{brand.domain}"


def _assignments(brands: tuple[Brand, ...], people: tuple[Person, ...]) -> list[Assignment]:
    places = [
        (brand, channel, email, email == channel.lead)
        for brand in brands
        for channel in brand.channels
        for email in channel.holders
    ]
    counts: dict[str, int] = {}
    for _brand_of, _channel, email, _lead in places:
        counts[email] = counts.get(email, 0) + 1
    hours = {person.email: person.hours for person in people}
    made = [
        Assignment(
            brand=brand.slug,
            person=email,
            role="social_media_manager"
            if email == SOCIAL_MEDIA_MANAGER
            else ROLE_OF_PURPOSE[channel.purpose],
            hours=hours[email] // counts[email],
            channel=channel.slug,
            is_lead=lead,
            under_supervision=channel.supervised or (email == "junior@demo.example"),
        )
        for brand, channel, email, lead in places
    ]
    made += [Assignment(slug, CONTENT_MANAGER, "content_manager", 16) for slug in CONTENT_FOR]
    return made
