"""What the access rule and row-level security add: `python -m benchmarks.access`.

The inbox's list of the biggest of 2,000 brands, among 500 people: as the page asks for it, against the same
rows asked for by the brand alone, without a person, in the application's own role.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.figure import Figure, median, say, side_by_side
from benchmarks.house import asked_messages, database

BRANDS = 2_000
ROUNDS = 400
WARM_UP = 20
ADDED = 0.15


def bare(brand: Any) -> Callable[[], object]:
    """The first page of what is to be answered, of the brand, without asking who reads it."""
    from channels_mgmt.inbox.filters import with_texts
    from channels_mgmt.inbox.models import Interaction
    from cmhub.lib.paging import keyset_page

    def read() -> object:
        here = Interaction.objects.filter(brand=brand).to_answer()
        return keyset_page(with_texts(here), field="waiting_since", cursor="", descending=False).rows

    return read


def of_page(brand: Any, person: Any) -> Callable[[], object]:
    """The same as the page asks for it: for a person whose access to the brand has been read."""
    from channels_mgmt.brands.access import rights_of
    from channels_mgmt.inbox.filters import with_texts
    from channels_mgmt.inbox.models import Interaction
    from cmhub.lib.paging import keyset_page
    from cmhub.lib.scope import Scope, asking

    access, scope = rights_of(person, brand), Scope(person.pk, (brand.pk,))

    def read() -> object:
        with asking(scope):
            here = Interaction.objects.of(access).to_answer()
            return keyset_page(with_texts(here), field="waiting_since", cursor="", descending=False).rows

    return read


def of_predicate(brand: Any, person: Any) -> Callable[[], object]:
    """The same by the general rule: of all brands that the person may see, those of this one."""
    from channels_mgmt.inbox.filters import with_texts
    from channels_mgmt.inbox.models import Interaction
    from cmhub.lib.paging import keyset_page
    from cmhub.lib.scope import Scope, asking

    scope = Scope(person.pk)

    def read() -> object:
        with asking(scope):
            here = Interaction.objects.visible_to(person).filter(brand=brand).to_answer()
            return keyset_page(with_texts(here), field="waiting_since", cursor="", descending=False).rows

    return read


def lists() -> None:
    from accounts.models import User
    from channels_mgmt.brands.models import Brand

    brand = Brand.objects.earliest("pk")
    cm, manager = (User.objects.get(email=f"{who}@bench.example") for who in ("cm", "manager"))
    ways = {
        "inbox query, as the page asks (CM)": of_page(brand, cm),
        "inbox query, as the page asks (manager of all)": of_page(brand, manager),
        "inbox query, by the general rule (CM)": of_predicate(brand, cm),
        "inbox query, by the general rule (manager of all)": of_predicate(brand, manager),
    }
    rows = bare(brand)()
    if any([row.pk for row in way()] != [row.pk for row in rows] for way in ways.values()):  # type: ignore[attr-defined]
        raise SystemExit("The lists that are compared are not the same.")
    alone, *taken = side_by_side([bare(brand), *ways.values()], rounds=ROUNDS, warm_up=WARM_UP)
    Figure("inbox query, of the brand alone", median(alone) * 1000, "ms").tell()
    for number, (name, times) in enumerate(zip(ways, taken, strict=True)):
        target = f"ratio ≤ {1 + ADDED}" if number < 2 else None
        Figure(name, median(times) * 1000, "ms", target, median(times) / median(alone)).tell()


def statements() -> None:
    """The queries by which a page loads its brand and knows the person's rights on it."""
    from accounts.models import User
    from channels_mgmt.brands.access import load_brand
    from channels_mgmt.brands.models import Brand

    request: Any = RequestFactory().get("/")
    request.user, request.required_right = User.objects.get(email="cm@bench.example"), "inbox.view"
    slug = Brand.objects.earliest("pk").slug
    with CaptureQueriesContext(connection) as asked:
        load_brand(request, slug)
    Figure("a page's brand with the person's access: queries", len(asked), "queries", "≤ 1").tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages, BRANDS):
        say(f"Access at {messages:,} messages over {BRANDS:,} brands")
        lists()
        statements()


if __name__ == "__main__":
    main()
