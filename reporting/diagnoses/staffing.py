"""Hours needed against hours given, territory by territory. Plain values in, plain values out.

docs/metrics.md (“Staffing”) defines each figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from channels_mgmt.brands.choices import Purpose
from channels_mgmt.strategy.choices import Duty, Post
from channels_mgmt.team.assumptions import OF_CATEGORY, Assumption
from reporting.diagnoses.forecast import Forecast, forecast

ONLY_ANSWER = frozenset({Purpose.CUSTOMER_SERVICE, Purpose.TECH_SUPPORT})
OVERLOADED_ABOVE = 1.2
LEAST_PEOPLE = 2
"""For each territory of a brand that has several."""
WRITING_OF_ITS_OWN = 10.0
"""Hours of writing a week from which a brand needs a content manager."""
NETWORKS_TO_PLAN = 3
"""Networks from which somebody plans across them."""
DUTIES = (
    Duty.WRITING,
    Duty.ANSWERING,
    Duty.PASSING_ON,
    Duty.ANIMATING,
    Duty.WATCHING,
    Duty.TESTING,
    Duty.MEETINGS,
    Duty.REPORTING,
)
"""The duties of which the need is reckoned."""
SHARE_OF_A_POST = 5.0
"""Hours a week that others give to a post's duty, from which the post is said to be missing."""


@dataclass(frozen=True)
class Account:
    """A channel that is open. `territory` is empty for one that speaks to all of them, `posts_per_week` None
    where no cadence is written, `weeks` the interactions of the last weeks, the oldest first.
    """

    key: int
    name: str
    network: str
    purpose: str = Purpose.OFFICIAL
    territory: str = ""
    posts_per_week: float | None = None
    weeks: tuple[int, ...] = ()
    is_dormant: bool = False

    @property
    def cadence(self) -> float | None:
        """Posts a week; an account that only answers publishes nothing unless a cadence says so."""
        if self.posts_per_week is None and self.purpose in ONLY_ANSWER:
            return 0.0
        return self.posts_per_week


@dataclass(frozen=True)
class Given:
    """What somebody gives a brand, on an account or on all of it: `away` is the share of the coming weeks
    that they are on leave.
    """

    person: int
    name: str
    role: str
    hours: float
    account: int | None = None
    away: float = 0.0


@dataclass(frozen=True)
class Assumed:
    """A value with where it is from: `set` by somebody, `measured`, or the `usual` one."""

    value: float
    source: str
    sample: int | None = None


@dataclass(frozen=True)
class Work:
    """All that the need and the means of one brand are reckoned from."""

    accounts: tuple[Account, ...]
    given: tuple[Given, ...]
    assumed: Mapping[str, Assumed]
    territories: tuple[str, ...] = ("",)
    mix: Mapping[str, float] = field(default_factory=dict)
    escalations: tuple[int, ...] = ()
    out_of_scope: Mapping[str, float] = field(default_factory=dict)
    """Hours a week by the post that is missing, from the time of the last weeks."""
    out_of_scope_share: float | None = None
    extra_hours: float = 0.0
    """Hours a week that are tried out, of nobody yet."""


@dataclass(frozen=True)
class Reading:
    """One territory, or all of the brand where `territory` is None. Hours are those of a week."""

    territory: str | None
    needed: Mapping[str, float | None]
    """By duty; None where too little is known."""
    given: float
    people: tuple[str, ...]
    unstated: tuple[str, ...]
    """Who is assigned without hours."""
    alone: bool = False
    """Whether fewer than two people serve it, of a brand on several territories."""

    @property
    def hours(self) -> float:
        """What is known to be needed: no less than this."""
        return sum(hours for hours in self.needed.values() if hours is not None)

    @property
    def is_whole(self) -> bool:
        return all(hours is not None for hours in self.needed.values())

    @property
    def ratio(self) -> float | None:
        """Hours needed ÷ given; None where too little is known, or nothing is given."""
        return self.hours / self.given if self.given and self.is_whole else None

    @property
    def is_overloaded(self) -> bool | None:
        """None where there is too little to tell. What is needed at least can be too much already; hours that
        nobody has stated could be enough.
        """
        if self.hours > OVERLOADED_ABOVE * self.given:
            return None if self.unstated else True
        return False if self.is_whole else None


def read(work: Work) -> list[Reading]:
    """The whole brand first, then, where it has several, each of its territories."""
    expected = forecasts(work)
    places = work.territories or ("",)
    parts = [_place(work, place, expected, len(places)) for place in places]
    people = _people(work, None)
    whole = Reading(
        territory=None,
        needed={duty: _sum(part.needed[duty] for part in parts) for duty in parts[0].needed},
        given=sum(part.given for part in parts),
        people=people,
        unstated=_unstated(work, None),
    )
    return [whole, *parts] if len(places) > 1 else [whole]


def forecasts(work: Work) -> dict[int, Forecast | None]:
    """The interactions to be expected on each account, by its key: its part of those of the brand."""
    whole = expected_interactions(work)
    total = sum(sum(account.weeks) for account in work.accounts)
    if whole is None or not total:
        return {account.key: None for account in work.accounts}
    parts = {account.key: sum(account.weeks) / total for account in work.accounts}
    return {key: replace(whole, mean=whole.mean * part) for key, part in parts.items()}


def expected_interactions(work: Work) -> Forecast | None:
    """Those of all accounts together: eight weeks of one account are often too few to tell."""
    columns = [account.weeks for account in work.accounts if account.weeks]
    return forecast([sum(week) for week in zip(*columns, strict=True)]) if columns else None


def minutes_per_post(work: Work) -> Assumed:
    """What somebody set, else what was measured, else by the content mix of the strategy, else the usual."""
    plain = work.assumed[Assumption.POST]
    shares = sum(work.mix.values())
    if plain.source != "usual" or not shares:
        return plain
    weighed = sum(share * work.assumed[OF_CATEGORY[name]].value for name, share in work.mix.items())
    return Assumed(weighed / shares, "mix")


def missing_posts(work: Work) -> list[dict[str, Any]]:
    """Posts that nobody holds and the work calls for: `post`, `why` (a code), and the `hours` that do."""
    present, whole = {given.role for given in work.given}, read(work)[0]
    found: list[dict[str, Any]] = []

    def say(post: str, why: str, hours: float | None) -> None:
        if post not in present and post not in {one["post"] for one in found}:
            found.append({"post": post, "why": why, "hours": hours})

    official = [one for one in work.accounts if one.purpose in (Purpose.OFFICIAL, Purpose.DEPARTMENT)]
    manages = {Post.COMMUNITY_MANAGER, Post.SOCIAL_MEDIA_MANAGER} & present
    if official and not manages:
        tended = (Duty.ANSWERING, Duty.ANIMATING)
        say(Post.COMMUNITY_MANAGER, "tended", _sum(whole.needed[duty] for duty in tended))
    writing = whole.needed[Duty.WRITING]
    if writing is not None and writing >= WRITING_OF_ITS_OWN:
        say(Post.CONTENT_MANAGER, "writing", writing)
    if len({one.network for one in work.accounts}) >= NETWORKS_TO_PLAN:
        say(Post.SOCIAL_MEDIA_MANAGER, "networks", None)
    for purpose in sorted(ONLY_ANSWER):
        if any(one.purpose == purpose for one in work.accounts):
            say(str(purpose), "account", None)
    for post, hours in sorted(work.out_of_scope.items(), key=lambda pair: (-pair[1], pair[0])):
        if hours >= SHARE_OF_A_POST:
            say(post, "time", hours)
    return found


def with_hours(work: Work, hours: float) -> Work:
    """What if somebody more gave so many hours a week, to all of the brand?"""
    return replace(work, extra_hours=hours)


def without_network(work: Work, network: str) -> Work:
    """What if the brand left a network? Those who were on it alone serve all of the brand."""
    stays = tuple(account for account in work.accounts if account.network != network)
    keys = {account.key for account in stays}
    freed = tuple(one if one.account in keys else replace(one, account=None) for one in work.given)
    return replace(work, accounts=stays, given=freed)


def as_report(reading: Reading, **more: Any) -> dict[str, Any]:
    """One line of the weekly report's `staffing`, as JSON can say it."""
    return {
        "territory": reading.territory,
        "needed_hours": round(reading.hours, 2) if reading.is_whole else None,
        "known_hours": round(reading.hours, 2),
        "needed_by_duty": {
            duty: None if hours is None else round(hours, 2) for duty, hours in reading.needed.items()
        },
        "given_hours": round(reading.given, 2),
        "people": len(reading.people),
        "fewer_than_two": reading.alone,
        "ratio": None if reading.ratio is None else round(reading.ratio, 4),
        "overloaded": reading.is_overloaded,
        **more,
    }


def _place(work: Work, place: str, expected: Mapping[int, Forecast | None], places: int) -> Reading:
    needed = _needed(work, place, expected, places)
    people = _people(work, place)
    return Reading(
        territory=place,
        needed=needed,
        given=_given(work, place, places),
        people=people,
        unstated=_unstated(work, place),
        alone=places > 1 and len(people) < LEAST_PEOPLE,
    )


def _needed(
    work: Work, place: str, expected: Mapping[int, Forecast | None], places: int
) -> dict[str, float | None]:
    """Hours a week by duty. What is for all territories is shared equally among them."""
    if not work.accounts:
        return dict.fromkeys(DUTIES)
    value = {name: assumed.value for name, assumed in work.assumed.items()}
    shares = {one.key: _share(one.territory, place, places) for one in work.accounts}
    posts = [
        None if (cadence := one.cadence) is None else cadence * shares[one.key]
        for one in work.accounts
        if shares[one.key]
    ]
    coming = [
        None if (told := expected[one.key]) is None else told.mean * shares[one.key]
        for one in work.accounts
        if shares[one.key]
    ]
    passed_on = _passed_on(work, places)
    return {
        Duty.WRITING: _times(_sum(posts), minutes_per_post(work).value / 60),
        Duty.ANSWERING: _times(_sum(coming), value[Assumption.INTERACTION] / 60),
        Duty.PASSING_ON: _times(passed_on, value[Assumption.PASSING_ON] / 60),
        Duty.ANIMATING: value[Assumption.ANIMATING]
        * sum(shares[one.key] for one in work.accounts if not one.is_dormant),
        Duty.WATCHING: value[Assumption.WATCHING],
        Duty.TESTING: value[Assumption.TESTING] / places,
        Duty.MEETINGS: value[Assumption.MEETINGS] / places,
        Duty.REPORTING: value[Assumption.REPORTING] / places,
    }


def _passed_on(work: Work, places: int) -> float | None:
    """Escalations a week: their mean, known wherever interactions are."""
    if expected_interactions(work) is None or not work.escalations:
        return None
    return sum(work.escalations) / len(work.escalations) / places


def _given(work: Work, place: str, places: int) -> float:
    where = {account.key: account.territory for account in work.accounts}
    own = sum(
        one.hours * (1 - one.away) * _share(_territory(one, where), place, places) for one in work.given
    )
    return own + work.extra_hours / places


def _people(work: Work, place: str | None) -> tuple[str, ...]:
    """Who serves the territory: on an account of its own, or of all of them."""
    where = {account.key: account.territory for account in work.accounts}
    serving = {
        one.person: one.name for one in work.given if place is None or _territory(one, where) in ("", place)
    }
    return tuple(serving.values())


def _unstated(work: Work, place: str | None) -> tuple[str, ...]:
    where = {account.key: account.territory for account in work.accounts}
    here = [one for one in work.given if place is None or _territory(one, where) in ("", place)]
    stated = {one.person for one in here if one.hours}
    return tuple({one.person: one.name for one in here if one.person not in stated}.values())


def _territory(one: Given, where: Mapping[int, str]) -> str:
    return where.get(one.account, "") if one.account is not None else ""


def _share(territory: str, place: str, places: int) -> float:
    if not territory:
        return 1 / places
    return 1.0 if territory == place else 0.0


def _sum(values: Collection[float | None] | Any) -> float | None:
    """None as soon as one is unknown."""
    known: list[float | None] = list(values)
    return None if any(value is None for value in known) else sum(value for value in known if value)


def _times(number: float | None, factor: float) -> float | None:
    return None if number is None else number * factor


def weekly_counts(counted: Mapping[int, int], weeks: int) -> tuple[int, ...]:
    """The counts of weeks that are numbered from 0, the oldest; those without any are 0."""
    return tuple(counted.get(week, 0) for week in range(weeks))


def open_hours(hours: Mapping[str, Sequence[Sequence[str]]]) -> frozenset[int]:
    """The hours of the week (0 = Monday from midnight) of which a calendar opens any part; all of them for
    one without hours, which never closes. `"22:00"`–`"06:00"` belongs to the day on which it begins.
    """
    if not hours:
        return frozenset(range(168))
    found: set[int] = set()
    for day, periods in hours.items():
        for opens, closes in periods:
            begin, end = _minutes(opens), _minutes(closes)
            if end <= begin:
                end += 24 * 60
            first = (int(day) - 1) * 24
            found |= {(first + hour) % 168 for hour in range(begin // 60, -(-end // 60))}
    return frozenset(found)


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)
