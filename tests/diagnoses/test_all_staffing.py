"""All brands of a house by whether their teams are enough: from what was kept, in few statements."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import create_brand
from reporting.diagnoses.models import StaffingReading
from tests.cast import Cast, client_of

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PAGE = "/staffing/"


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def whole(needed: float | None, given: float, **more: Any) -> dict[str, Any]:
    known = 12.5 if needed is None else needed
    ratio = needed / given if needed and given else None
    overloaded = None if needed is None else needed > 1.2 * given
    return {
        "territory": None, "needed_hours": needed, "known_hours": known, "given_hours": given, "ratio": ratio,
        "overloaded": overloaded, "fewer_than_two": False, "answering": [], "people_needed": None,
        "missing_posts": [],
    } | more  # fmt: skip


def keep(brand: Brand, *readings: dict[str, Any], week: str = "2026-W46") -> None:
    StaffingReading.objects.create(
        brand=brand, week=week, computed_at=NOW, readings=list(readings),
        is_overloaded=readings[0]["overloaded"] if readings else None,
    )  # fmt: skip


def listed(cast: Cast, **asked: Any) -> list[str]:
    page = client_of(cast.manager).get(PAGE, asked)
    assert page.status_code == 200
    return [row["brand"].slug for row in page.context["rows"]]


def test_who_lacks_most_comes_first_and_what_was_never_read_says_so(cast: Cast) -> None:
    fourth = create_brand(agency=cast.agency, name="Bénoué", countries=["CM"], by=cast.manager)
    keep(cast.brand, whole(20, 30), week="2026-W45")
    keep(cast.brand, whole(60, 30))
    keep(cast.other_brand, whole(90, 30))
    keep(cast.third_brand, whole(None, 10))
    assert listed(cast) == ["sanaga", "wouri", "teranga", fourth.slug]
    page = client_of(cast.manager).get(PAGE).text
    assert page.count(f'href="/b/{fourth.slug}/team/staffing/"') == 2, "the name, and the way to see it now"
    keep(fourth, whole(20, 30))
    assert listed(cast)[-1] == fourth.slug


def test_each_says_needed_and_given_answers_in_time_and_who_is_missing(cast: Cast) -> None:
    answering = [
        {"replayed_in_time": 0.95, "in_time": 0.9, "arrivals_per_week": 30},
        {"replayed_in_time": 0.87, "in_time": 0.8, "arrivals_per_week": 10},
        {"replayed_in_time": None, "in_time": 0.5, "arrivals_per_week": 4},
    ]
    told = {
        "answering": answering,
        "people_needed": 3,
        "missing_posts": [{"post": "designer", "why": "time"}],
    }
    alone = whole(5, 5, territory="Côte d’Ivoire", fewer_than_two=True)
    keep(cast.third_brand, whole(41.25, 30, **told), alone)
    page = client_of(cast.manager).get(PAGE)
    row = next(row for row in page.context["rows"] if row["brand"] == cast.third_brand)
    assert row["in_time"] == pytest.approx(0.93)
    assert row["target"] == pytest.approx(0.875)
    assert row["people"] == 3
    for words in ("41\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}15", "30", "93", "Côte d’Ivoire"):
        assert words in page.text
    assert len(row["missing"]) == 1


def test_a_brand_is_found_by_company_and_territory(cast: Cast) -> None:
    company = cast.other_brand.company_id
    ivory = cast.third_brand.territories.get(country="CI").pk
    assert listed(cast, company=company) == ["sanaga"]
    assert listed(cast, territory=ivory) == ["teranga"]
    assert listed(cast, company=company, territory=ivory) == []
    page = client_of(cast.manager).get(PAGE, {"company": company, "territory": ivory})
    assert [chip["remove_url"] for chip in page.context["chips"]] == [
        f"?territory={ivory}",
        f"?company={company}",
    ]
    for nonsense in ("x", "-1", "9" * 30, "٣", cast.rival_brand.company_id):
        assert len(listed(cast, company=nonsense)) == 3


def test_who_may_see_it_and_of_which_brands(cast: Cast) -> None:
    for name, status in (
        ("manager", 200),
        ("strategist", 200),
        ("cm", 403),
        ("executive", 403),
        ("rival", 200),
    ):
        page = client_of(cast.people[name]).get(PAGE)
        assert page.status_code == status, name
        if status == 200:
            own = cast.rival_agency if name == "rival" else cast.agency
            assert {row["brand"].agency_id for row in page.context["rows"]} == {own.pk}
    assert PAGE in client_of(cast.strategist).get("/").text
    assert f'href="{PAGE}"' not in client_of(cast.cm).get("/").text


def test_it_asks_the_same_however_many_brands_there_are(cast: Cast) -> None:
    client = client_of(cast.manager)
    client.get(PAGE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    keep(cast.brand, whole(20, 30))
    few = asked()
    assert few <= 8, few
    for number in range(12):
        brand = create_brand(agency=cast.agency, name=f"Marque {number}", countries=["CM", "SN"], by=None)
        keep(brand, whole(20 + number, 30))
    assert asked() == few
