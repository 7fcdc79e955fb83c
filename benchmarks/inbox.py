"""The inbox while twenty people work in it: `python -m benchmarks inbox`.

Lists, filters, counters and search, each asked of the product’s own web server, in turns with the others,
in the biggest brand unless it says otherwise; its time is what the asker waits, the server's queue included.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

from benchmarks.at_work import at_work
from benchmarks.figure import Figure, median, percentile_95, say, side_by_side
from benchmarks.house import asked_messages, database, database_of
from benchmarks.web import Server, log_in, web_server

ROUNDS, WARM_UP = 60, 3
MEDIAN, PERCENTILE_95 = 50, 150
TEAM_BRANDS = 5
"""The twenty people work on so many brands, the biggest ones."""

LISTS = {
    "to answer": "",
    "waiting": "state=waiting",
    "answered": "state=answered",
    "closed": "state=closed",
    "all": "state=all",
    "all, oldest first": "state=all&sort=oldest",
    "one state": "state=set_aside",
}
FILTERS = {
    "kind": "state=all&kind=complaint",
    "sentiment": "state=all&sentiment=negative",
    "language": "state=all&language=en",
    "language that nobody writes": "state=all&language=wo",
    "priority that nothing has": "state=all&priority=4",
    "source": "state=all&source=hand",
    "theme": "state=all&theme=th%C3%A8me+7",
    "theme that nothing has": "state=all&theme=th%C3%A8me+0",
    "author": "state=all&author=Client+77",
    "channel": "state=all&channel={channel}",
    "held by me": "state=all&holder=me",
    "held by nobody": "state=all&holder=nobody",
    "today": "state=all&period=today",
    "7 days": "state=all&period=7d",
    "90 days": "state=all&period=90d",
    "a week of last year": "state=all&period={old_week}",
    "waited": "waited=1d",
    "promise open": "state=all&promise=open",
    "promise late": "state=all&promise=late",
    "approval": "state=all&approval=waiting",
    "approved": "state=all&approval=to_publish",
    "passed on": "state=all&escalated=yes",
    "never passed on": "state=all&escalated=no",
}
COMBINED = {
    "kind, sentiment, language": "state=all&kind=site_fault&sentiment=positive&language=en",
    "closed, kind, theme": "state=closed&kind=complaint&theme=th%C3%A8me+7",
    "closed, priority that nothing has": "state=closed&priority=4",
    "to answer, kind, channel": "kind=complaint&channel={channel}",
    "to answer, nobody, waited": "holder=nobody&waited=1d",
    "answered, promise late, kind": "state=answered&promise=late&kind=complaint",
    "passed on, closed, sentiment": "state=closed&escalated=yes&sentiment=negative",
    "an old week, kind, language": "state=all&period={old_week}&kind=complaint&language=en",
    "words, kind, 90 days": "state=all&q=facture&kind=complaint&period=90d",
}
WORDS = {
    "common, French": "bonjour",
    "in nearly all messages": "client",
    "of medium frequency, accents": "Bonabéri",
    "of medium frequency, without": "bonaberi",
    "in one of three hundred": "Makepe",
    "seldom": "Mamfé",
    "a number that occurs once": "{number}",
    "two words": "facture octobre",
    "a word and a seldom one": "bonjour Tiko",
    "English": "account balance",
    "English, another form": "phones",
    "phrase": '"mise à jour"',
    "excluding": "facture -Akwa",
    "either": "facture or livraison",
    "no message has it": "xylophone",
}
VIEWS = {
    "Plaintes": "kind=complaint",
    "En anglais": "language=en",
    "Attendent depuis hier": "waited=1d",
    "À personne": "holder=nobody",
    "Promesses en retard": "state=all&promise=late",
    "À approuver": "state=all&approval=waiting",
    "Passées à un service": "state=all&escalated=yes",
    "Plaintes closes": "state=closed&kind=complaint",
    "Thème 7": "state=all&theme=th%C3%A8me+7",
    "Facture": "state=all&q=facture",
}


@dataclass(frozen=True)
class Visit:
    """What one person asks for, and among what it is counted; a `fragment` is asked by the page itself."""

    group: str
    name: str
    path: str
    who: str = "cm"
    fragment: bool = False


TRIVIAL = Visit("", "", "/trivial/")
"""What says how busy the machine is: see `benchmarks.pages`."""


def visits(brand: Any, average: Any) -> list[Visit]:
    inbox = f"/b/{brand.slug}/inbox/"
    known = _known(brand)

    def asked(group: str, queries: dict[str, str]) -> list[Visit]:
        return [Visit(group, name, f"{inbox}?{query.format(**known)}") for name, query in queries.items()]

    lists = [
        *asked("list", LISTS),
        Visit("list", "all, far on", f"{inbox}?state=all&cursor={known['far']}"),
        Visit("list", "as a manager", f"{inbox}?state=all", "manager"),
        Visit("list", "average brand", f"/b/{average.slug}/inbox/?state=all", "manager"),
    ]
    counters = [
        Visit("counters", "saved views", f"{inbox}views/counts/", fragment=True),
        Visit("counters", "the list asked again by itself", f"{inbox}?seen=0", fragment=True),
        Visit("counters", "CM's day", "/"),
    ]
    return [
        *lists,
        *asked("filter", FILTERS),
        *asked("combination", COMBINED),
        *counters,
        *_searches(brand, average),
    ]


def _searches(brand: Any, average: Any) -> list[Visit]:
    known = _known(brand)
    found = []
    for name, words in WORDS.items():
        query = f"?state=all&q={quote_plus(words.format(**known))}"
        found.append(Visit("search", name, f"/b/{brand.slug}/inbox/{query}"))
        if name in ("common, French", "seldom"):
            found.append(
                Visit("search", f"{name}, as a manager", f"/b/{brand.slug}/inbox/{query}", "manager")
            )
            found.append(
                Visit("search", f"{name}, average brand", f"/b/{average.slug}/inbox/{query}", "manager")
            )
    return found


def _known(brand: Any) -> dict[str, str]:
    """What the addresses name of the brand's own rows."""
    from channels_mgmt.inbox.models import Interaction, Message
    from cmhub.lib.paging import cursor_at
    from cmhub.lib.weeks import Week

    here = Interaction.objects.filter(brand=brand)
    newest = here.latest("last_at").last_at
    far = here.filter(last_at__lt=newest - timedelta(weeks=26)).latest("last_at")
    numbered = Message.objects.filter(brand=brand, direction="in", text__contains="Dossier n°")
    written = re.search(r"n° (\d+)", numbered.order_by("-sent_at")[100].text)
    return {
        "channel": brand.channels.order_by("pk")[1].slug,
        "old_week": str(Week.of(newest) - 52),
        "far": cursor_at(far, "last_at"),
        "number": written[1] if written else "0",
    }


def save_views(brand: Any) -> None:
    """Those that the whole team sees, made once."""
    from accounts.models import User
    from channels_mgmt.inbox.models import SavedView
    from channels_mgmt.inbox.services.views import save_view

    cm = User.objects.get(email="cm@bench.example")
    held = set(SavedView.objects.filter(brand=brand).values_list("name", flat=True))
    for name, query in VIEWS.items():
        if name not in held:
            save_view(brand=brand, name=name, query=query, by=cm, shared=True, key=uuid4())


def asking(server: Server, visit: Visit, sessions: dict[str, str]) -> Callable[[], object]:
    """Asks as the page's reader does; what a page asks again by itself says what it has."""
    session = sessions[visit.who]
    if not visit.fragment:
        return lambda: server.get(visit.path, session)
    headers = {"HX-Request": "true"}

    def ask() -> None:
        status, _text = server.read(visit.path, session, **headers)
        if status not in (200, 204, 304):
            raise SystemExit(f"{visit.path} answered {status}.")

    return ask


def measure(server: Server, asked: list[Visit], sessions: dict[str, str], rounds: int) -> None:
    works = [asking(server, visit, sessions) for visit in (TRIVIAL, *asked)]
    trivial, *taken = side_by_side(works, rounds=rounds, warm_up=WARM_UP)
    tell("inbox, the trivial view beside it", trivial, trivial)
    for visit, times in zip(asked, taken, strict=True):
        tell(f"inbox {visit.group}: {visit.name}", times, trivial)
    for group in dict.fromkeys(visit.group for visit in asked):
        together = [
            time for visit, times in zip(asked, taken, strict=True) if visit.group == group for time in times
        ]
        tell(f"inbox {group}: all of them", together, trivial)


def tell(name: str, times: list[float], trivial: list[float]) -> None:
    for word, of, limit in (("median", median, MEDIAN), ("95th percentile", percentile_95, PERCENTILE_95)):
        value, beside = of(times), of(trivial)
        Figure(f"{name}: {word}", value * 1000, "ms", f"< {limit} ms", value / beside).tell()


def main() -> None:
    messages = asked_messages(__doc__ or "", default=10_000_000)
    rounds = int(os.environ.get("BENCH_ROUNDS", ROUNDS))
    with database(messages) as home:
        from channels_mgmt.brands.models import Brand

        brands = list(Brand.objects.order_by("pk"))
        team, average = brands[:TEAM_BRANDS], brands[len(brands) // 2]
        save_views(brands[0])
        asked = visits(brands[0], average)
        sessions = {who: log_in(f"{who}@bench.example") for who in ("cm", "manager")}
        with web_server(home, database_of(messages)) as server, at_work(server.port, team):
            say(f"{len(asked)} pages, {rounds} times each, at {messages:,} messages; load {os.getloadavg()}")
            measure(server, asked, sessions, rounds)
            say(f"load at the end {os.getloadavg()}")


if __name__ == "__main__":
    main()
