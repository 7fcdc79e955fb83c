"""The small pieces of every page, as people and screen readers get them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from channels_mgmt.brands.choices import Kind, Network
from channels_mgmt.inbox import choices as inbox
from cmhub.lib.states import KINDS, NETWORKS, STATES


def drawn(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_every_state_kind_and_network_of_the_inbox_has_a_look() -> None:
    assert set(inbox.State.values) <= STATES.keys()
    assert set(inbox.IntakeState.values) <= STATES.keys()
    assert set(Kind.values) == KINDS.keys()
    assert set(Network.values) == NETWORKS.keys()


def test_a_state_is_word_and_icon_and_colour() -> None:
    html = drawn('{% state "late" %}')
    assert "state--danger" in html
    assert "#alarm" in html
    assert "Late" in html
    assert 'class="visually-hidden">Late' in drawn('{% state "late" compact=True %}')


def test_an_unknown_state_says_so_and_texts_are_escaped() -> None:
    assert "Unknown" in drawn('{% state "nonsense" %}')
    assert "<script>" not in drawn(
        "{% state code label=word %}{% network code label=word %}{% avatar word %}", code="x", word="<script>"
    )


def test_a_deadline_says_how_long_and_exactly_when() -> None:
    now = timezone.now()
    late = drawn("{% deadline due %}", due=now - timedelta(hours=3, minutes=5, seconds=1))
    assert "due--late" in late
    assert "3\u00a0h\u00a05\u00a0min late" in late
    assert late.count(str(timezone.localtime(now - timedelta(hours=3, minutes=5, seconds=1)).year)) >= 2
    assert "due--soon" in drawn("{% deadline due %}", due=now + timedelta(minutes=48))
    assert "data-due" in drawn("{% deadline due %}", due=now + timedelta(days=2))


def test_what_is_done_waits_no_more() -> None:
    now = timezone.now()
    due = now - timedelta(hours=2)
    in_time = drawn("{% deadline due done=done %}", due=due, done=due - timedelta(hours=1))
    assert "on time" in in_time
    assert "data-due" not in in_time
    assert "due--missed" in drawn("{% deadline due done=done %}", due=due, done=now)


@pytest.mark.parametrize("tag", ["deadline", "ago", "moment", "waited"])
def test_no_instant_draws_nothing(tag: str) -> None:
    assert drawn("{% " + tag + " at %}", at=None) == drawn("{% " + tag + " missing %}") == ""


def test_who_has_just_written_waits_since_just_now() -> None:
    now = timezone.now()
    assert "just now" in drawn("{% waited since %}", since=now)
    assert "waiting for 2\u00a0min" in drawn("{% waited since %}", since=now - timedelta(minutes=2))


def test_what_is_not_measured_is_said() -> None:
    assert "not measured" in drawn("{{ rate|percent }}", rate=None)
    assert "not measured" in drawn("{{ seconds|duration }}", seconds=None)
    assert drawn("{{ rate|percent:1 }}", rate=0.4567) == "45.7%"


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Awa Diop", "AD"), ("@le_grand_douala", "LD"), ("Nadia", "N"), ("🙂", "?"), ("", "?")],
)
def test_initials(name: str, initials: str) -> None:
    assert f">{initials}</span>" in drawn("{% avatar name %}", name=name)


def test_a_language_link_keeps_the_filters() -> None:
    request = RequestFactory().get("/b/x/inbox/?state=new&lang=fr")
    assert drawn('{% language_url "en" %}', request=request) == "?state=new&amp;lang=en"


def test_a_message_that_can_be_undone_posts_to_its_address() -> None:
    message = Message(constants.SUCCESS, "Closed.", extra_tags="undo=/interactions/1/reopen/")
    html = drawn('{% include "components/messages.html" %}', messages=[message], csrf_token="t")
    assert '<form method="post" action="/interactions/1/reopen/">' in html
    assert "<form" not in drawn(
        '{% include "components/messages.html" %}', messages=[Message(constants.INFO, "Seen.")]
    )


def test_a_theme_comes_only_from_a_known_cookie() -> None:
    assert drawn("{{ value|theme }}", value="dark") == "dark"
    assert drawn("{{ value|theme }}", value='"><script>') == ""
