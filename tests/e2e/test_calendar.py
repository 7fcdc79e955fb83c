"""Posts are moved by a finger on a phone, by the keyboard and by a mouse; without scripts by a form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.ideas import keep_idea
from channels_mgmt.publishing.services.planning import move_post
from tests.browsing import become
from tests.cast import Cast
from tests.e2e.conftest import LAPTOP, PHONE, Open
from tests.e2e.looking import wrong_on
from tests.fixtures.browser import PATIENT
from tests.publishing.making import planned
from tests.shares import whole_or_share
from tests.waiting import wait_until

pytestmark = pytest.mark.e2e
DOUALA = ZoneInfo("Africa/Douala")


def monday() -> date:
    """Of a week to come that lies in one month: on a phone a month shows no days of another."""
    today = timezone.localdate(timezone=DOUALA)
    start = today + timedelta(days=7 - today.weekday())
    return start if (start + timedelta(days=6)).month == start.month else start + timedelta(days=7)


def post_on(cast: Cast, day: date, title: str = "Forfaits de fin d’année") -> Post:
    return planned(cast, datetime.combine(day, time(15, 30), tzinfo=DOUALA), title)


def week(day: date) -> str:
    return f"/b/wouri/publishing/?view=week&day={day.isoformat()}"


def stands_on(post: Post, day: date) -> bool:
    post.refresh_from_db()
    return post.planned_at == datetime.combine(day, time(15, 30), tzinfo=DOUALA)


@pytest.fixture
def laptop(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    context = browser.new_context(viewport=LAPTOP, locale="fr-FR", base_url=live_server.url)
    become(cast.cm, context, live_server)
    page = context.new_page()
    page.set_default_timeout(PATIENT)
    yield page
    context.close()


@pytest.fixture
def finger(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, locale="fr-FR", base_url=live_server.url, has_touch=True, is_mobile=True
    )
    become(cast.cm, context, live_server)
    page = context.new_page()
    page.set_default_timeout(PATIENT)
    yield page
    context.close()


def test_by_the_mouse_to_another_day_and_back_by_the_toast(laptop: Page, cast: Cast) -> None:
    start = monday()
    post, to = post_on(cast, start), start + timedelta(days=3)
    laptop.goto(week(start))
    laptop.locator(f"#post-{post.pk}").drag_to(laptop.locator(f"[data-day='{to.isoformat()}']"))
    expect(laptop.locator(f"[data-day='{to.isoformat()}'] #post-{post.pk}")).to_be_visible()
    wait_until(lambda: stands_on(post, to), what="the new day")
    expect(laptop).to_have_url(laptop.url)
    laptop.get_by_role("button", name="Annuler").click()
    wait_until(lambda: stands_on(post, start), what="the day before")


def test_a_click_opens_the_post_and_a_drop_where_it_was_changes_nothing(laptop: Page, cast: Cast) -> None:
    start = monday()
    post = post_on(cast, start)
    laptop.goto(week(start))
    here = laptop.locator(f"[data-day='{start.isoformat()}']")
    laptop.locator(f"#post-{post.pk}").drag_to(here, target_position={"x": 20, "y": 12})
    expect(laptop.locator(".is-held")).to_have_count(0)
    post.refresh_from_db()
    assert post.edition == 1
    laptop.locator(f"#post-{post.pk} .cal-post__link").click()
    laptop.wait_for_url(lambda url: "view=week" not in url)


def test_by_the_keyboard(laptop: Page, cast: Cast) -> None:
    start = monday()
    post, to = post_on(cast, start), start + timedelta(days=2)
    laptop.goto(week(start))
    button = laptop.locator(f"#post-{post.pk} [data-move]")
    button.focus()
    laptop.keyboard.press("Enter")
    expect(laptop.locator("#move")).to_be_visible()
    laptop.keyboard.press("Escape")
    expect(laptop.locator("#move")).to_be_hidden()
    expect(button).to_be_focused()
    laptop.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        laptop.keyboard.press(key)
    expect(laptop.locator(".is-target")).to_have_attribute("data-day", to.isoformat())
    expect(laptop.locator("#move [data-told]")).not_to_be_empty()
    laptop.keyboard.press("Enter")
    wait_until(lambda: stands_on(post, to), what="the new day")
    expect(laptop.locator(f"#post-{post.pk} [data-move]")).to_be_focused()


def test_by_a_finger_on_a_phone(finger: Page, cast: Cast) -> None:
    start = monday()
    post, to = post_on(cast, start), start + timedelta(days=1)
    finger.goto(f"/b/wouri/publishing/?day={start.isoformat()}")
    assert not finger.evaluate("document.documentElement.scrollWidth > innerWidth")
    finger.locator(f"#post-{post.pk} [data-move]").tap()
    day = finger.locator(f"[data-day='{to.isoformat()}']")
    day.locator(".cal__date").tap()
    wait_until(lambda: stands_on(post, to), what="the new day")
    expect(day.locator(f"#post-{post.pk}")).to_be_visible()
    assert not finger.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_by_a_finger_to_another_time_in_the_bar(finger: Page, cast: Cast) -> None:
    start = monday()
    post = post_on(cast, start)
    finger.goto(week(start))
    finger.locator(f"#post-{post.pk} [data-move]").tap()
    finger.locator("#move [name=time]").fill("08:15")
    finger.locator("#move button.btn--primary").tap()
    expected = datetime.combine(start, time(8, 15), tzinfo=DOUALA)
    wait_until(lambda: Post.objects.get(pk=post.pk).planned_at == expected, what="the new time")


def test_who_moves_what_was_moved_meanwhile_sees_where_it_is(laptop: Page, cast: Cast) -> None:
    start = monday()
    post, theirs = post_on(cast, start), start + timedelta(days=4)
    laptop.goto(week(start))
    move_post(post=post, to=datetime.combine(theirs, time(15, 30), tzinfo=DOUALA), edition=1, by=cast.manager)
    target = laptop.locator(f"[data-day='{(start + timedelta(days=1)).isoformat()}']")
    laptop.locator(f"#post-{post.pk}").drag_to(target)
    expect(laptop.locator(".toast--error")).to_be_visible()
    expect(laptop.locator(f"[data-day='{theirs.isoformat()}'] #post-{post.pk}")).to_be_visible()
    assert stands_on(post, theirs)


def test_an_idea_is_dragged_onto_its_day_and_planned_in_the_dialog(laptop: Page, cast: Cast) -> None:
    start = monday()
    keep_idea(brand=cast.brand, title="Montrer une antenne", by=cast.cm, key=uuid4())
    laptop.goto(week(start))
    laptop.locator(".cal-idea p.strong").drag_to(laptop.locator(f"[data-day='{start.isoformat()}']"))
    dialog = laptop.locator("#dialog")
    expect(dialog.locator("[name=title]")).to_have_value("Montrer une antenne")
    expect(dialog.locator("[name=day]")).to_have_value(start.isoformat())
    dialog.locator("[name=channels]").first.check()
    dialog.locator("button.btn--primary").click()
    wait_until(lambda: Post.objects.filter(title="Montrer une antenne").exists(), what="the post")


def test_without_scripts_a_form_moves_it(screen: Open, cast: Cast) -> None:
    start = monday()
    post, to = post_on(cast, start), start + timedelta(days=2)
    page = screen(cast.cm, js=False)
    page.goto(week(start))
    page.locator(f"#post-{post.pk} .cal-post__move").click()
    page.locator("[name=day]").fill(to.isoformat())
    page.locator("main button.btn--primary").click()
    expect(page.locator(f"[data-day='{to.isoformat()}'] #post-{post.pk}")).to_be_visible()
    assert stands_on(post, to)


@whole_or_share
def test_axe_finds_nothing(whole: bool, screen: Open, laptop: Page, cast: Cast) -> None:
    start = monday()
    post = post_on(cast, start)
    planned(cast, None, "Sans jour")
    keep_idea(brand=cast.brand, title="Montrer une antenne", text="Vue du toit", by=cast.cm, key=uuid4())
    pages = (
        "/b/wouri/publishing/",
        week(start),
        "/b/wouri/publishing/?view=list",
        "/b/wouri/publishing/plan/",
        f"/posts/{post.pk}/move/",
        "/b/wouri/publishing/posts/?state=planned",
        "/b/wouri/publishing/days/",
        "/b/wouri/publishing/days/new/",
        "/calendar/",
    )
    on_a_phone = wrong_on(screen(cast.cm), pages, whole=whole)
    on_a_laptop = wrong_on(laptop, pages, whole=whole, first=1)
    assert (on_a_phone, on_a_laptop) == ([], [])
