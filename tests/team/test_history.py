"""Who held what, when, and who decided: nothing of it is lost by a change."""

from datetime import timedelta
from typing import Any

from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import change_assignment
from channels_mgmt.team.services.handovers import part_from
from tests.cast import BEGINNING, Cast, client_of
from tests.team.test_handovers import ask, hold, of, today

HISTORY = "/b/wouri/team/history/"


def lines(cast: Cast, query: str = "", who: str = "cm") -> dict[str, list[Any]]:
    stories = client_of(cast.people[who]).get(f"{HISTORY}{query}").context["stories"]
    return {story.title: story.lines for story in stories}


def test_a_change_keeps_what_was_before(cast: Cast) -> None:
    change_assignment(assignment=of(cast.cm), by=cast.manager, hours_per_week=12)
    told = lines(cast)[str(cast.official)]
    of_cm = [line.assignment for line in told if line.assignment.user == cast.cm]
    assert [one.hours_per_week for one in of_cm] == [12, 20]
    assert of_cm[0].follows == of_cm[1]
    assert (of_cm[1].starts_on, of_cm[1].ends_on) == (BEGINNING.date(), today(cast))
    assert (of_cm[1].made_by, of_cm[1].ended_by) == (cast.manager, cast.manager)


def test_it_reads_by_channel_and_by_person(cast: Cast) -> None:
    interaction = ask(cast)
    hold(interaction=interaction, by=cast.cm)
    part_from(assignment=of(cast.cm), by=cast.manager, to=cast.junior)
    by_channel, by_person = lines(cast, who="junior"), lines(cast, "?by=person", who="junior")
    assert set(by_channel) >= {str(cast.official), str(cast.service_channel)}
    assert set(by_person) == {user.name for user in (cast.cm, cast.junior, cast.service, cast.support)}
    assert any(line.hand_over and line.what == "1 interaction" for line in by_person[cast.cm.name])
    assert [line.when for line in by_person[cast.cm.name] if line.assignment] == ["past"]
    page = client_of(cast.junior).get(f"{HISTORY}?by=person").content.decode()
    assert f"{cast.cm.name} a transmis à {cast.junior.name}" in page


def test_it_narrows_to_a_channel_or_a_person(cast: Cast) -> None:
    assert set(lines(cast, f"?channel={cast.service_channel.slug}")) == {str(cast.service_channel)}
    assert set(lines(cast, f"?by=person&person={cast.junior.pk}")) == {cast.junior.name}
    assert set(lines(cast, "?channel=sanaga-official")) == set()
    assert len(lines(cast, "?person=tout")) == 3


def test_it_pages(cast: Cast) -> None:
    row = Assignment.objects.get(user=cast.junior)
    for number in range(70):
        start = BEGINNING.date() - timedelta(days=1000 - 2 * number)
        ended = {"starts_on": start, "ends_on": start + timedelta(days=1)}
        role = type(row.brand_role).objects.create(brand=cast.brand, user=cast.junior, role=row.role, **ended)
        Assignment.objects.create(
            brand=cast.brand, user=cast.junior, channel=row.channel, role=row.role, brand_role=role, **ended
        )
    client = client_of(cast.cm)
    first = client.get(HISTORY)
    second = client.get(f"{HISTORY}?cursor={first.context['page'].next}")
    shown = [
        line.assignment.pk for page in (first, second) for s in page.context["stories"] for line in s.lines
    ]
    assert len(shown) == len(set(shown)) == Assignment.objects.filter(brand=cast.brand).count()


def test_it_is_of_the_brand_alone(cast: Cast) -> None:
    assert client_of(cast.other_cm).get(HISTORY).status_code == 404
    assert cast.other_cm.name not in client_of(cast.manager).get(HISTORY).content.decode()


def test_somebody_s_own_page_says_what_they_held(cast: Cast) -> None:
    part_from(assignment=of(cast.cm), by=cast.manager)
    page = client_of(cast.manager).get(f"/people/{cast.cm.pk}/")
    assert [one.channel for one in page.context["held"]] == [cast.official]
    assert cast.official.name in page.content.decode()
    own = client_of(cast.junior).get(f"/people/{cast.junior.pk}/")
    assert [one.user for one in own.context["held"]] == [cast.junior]
    assert not client_of(cast.cm).get(f"/people/{cast.cm.pk}/").context["held"], "a brand they see no more"
