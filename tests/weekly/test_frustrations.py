"""The frustrations of personas: counted by their themes, and never called shrinking by chance."""

from datetime import timedelta
from math import comb

import pytest

from channels_mgmt.inbox.services import sorting
from channels_mgmt.strategy.models import Persona
from reporting.weekly.frustrations import direction_of, frustrations_of
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.following import tie, untie
from tests.cast import Cast, client_of
from tests.inbox.making import logged
from tests.weekly.test_words import MONDAY, PAGE, WEEK


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        (0, 0, None),
        (1, 6, None),
        (0, 8, "stable"),
        (2, 8, "stable"),
        (0, 24, "shrinks"),
        (10, 8, "grows"),
        (10, 40, "stable"),
        (1500, 8000, "shrinks"),
        (2000, 8000, "stable"),
    ],
)
def test_a_change_within_chance_is_stable(now: int, before: int, direction: str | None) -> None:
    assert direction_of(now, before) == direction


def test_the_bounds_are_those_of_the_exact_test() -> None:
    """Against the sum of the binomial terms, written out."""
    for together in range(8, 60):
        terms = [comb(together, k) * 0.2**k * 0.8 ** (together - k) for k in range(together + 1)]
        for now in range(together + 1):
            expected = "stable"
            if sum(terms[: now + 1]) < 0.01:
                expected = "shrinks"
            elif sum(terms[now:]) < 0.01:
                expected = "grows"
            assert direction_of(now, together - now) == expected, (now, together)


def test_the_themes_of_a_frustration_are_counted_against_the_weeks_before(cast: Cast) -> None:
    persona = Persona.objects.get(strategy__brand=cast.brand)
    tied = tie(brand=cast.brand, persona=persona.key, theme="Coupures", by=cast.cm, at=MONDAY)
    began = WEEK.start(cast.brand.time_zone)
    for number in range(10):
        at = began + timedelta(hours=number + 1)
        one = logged(cast, author=f"Awa{number}", text=f"Coupure {number}", at=at)
        sorting.classify(interaction=one, theme="Coupures", by=cast.cm, at=at)
    before = logged(cast, author="Paul", text="Encore une coupure", at=began - timedelta(days=9))
    sorting.classify(interaction=before, theme="Coupures", by=cast.cm, at=began)
    (told,) = frustrations_of(cast.brand, WEEK, at=MONDAY)
    assert (told["name"], told["frustration"], told["themes"]) == ("Awa", "Coupures", ["Coupures"])
    assert (told["count"], told["before"], told["direction"], told["posts"]) == (10, 0.25, "grows", 0)
    assert compute_report(brand=cast.brand, week=WEEK, at=MONDAY).qualitative["frustrations"] == [told]
    untie(tied=tied, by=cast.cm)
    assert frustrations_of(cast.brand, WEEK, at=MONDAY) == []


def test_a_theme_is_tied_on_the_page(cast: Cast) -> None:
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    persona = Persona.objects.get(strategy__brand=cast.brand)
    client = client_of(cast.cm)
    given = {"frustration-persona": str(persona.key), "frustration-theme": "Coupures"}
    for _time in range(2):
        assert client.post(f"{PAGE}frustrations/", given).status_code == 303
    shown = client.get(PAGE)
    ((_persona, (row,)),) = shown.context["personas"]
    assert client.post(f"{PAGE}frustrations/{row.pk}/untie/").status_code == 303
    assert "Coupures" not in [one.theme for _p, rows in client.get(PAGE).context["personas"] for one in rows]
