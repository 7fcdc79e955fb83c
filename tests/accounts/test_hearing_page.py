"""The page on which one says how one hears of things."""

from datetime import time
from typing import Any

import pytest

from accounts.choices import Topic
from accounts.forms.hearing import TOPICS
from accounts.models import NotificationPreferences
from accounts.services.hearing import FIXED, hearing_of
from channels_mgmt.desk.own_data import own_data
from tests.access.forms import Page
from tests.cast import Cast, client_of

PAGE = "/account/notifications/"


def filled(**values: Any) -> dict[str, Any]:
    chosen = {f"mail_{topic}": "now" for topic in TOPICS if topic not in FIXED}
    return chosen | {"digest_at": "08:00"} | values


def test_it_has_every_topic_there_is() -> None:
    assert set(TOPICS) == set(Topic)


def test_what_is_asked_for_is_kept_and_shown(cast: Cast) -> None:
    client = client_of(cast.cm)
    given = filled(
        mail_watch="digest",
        mail_strategy="never",
        push_strategy="on",
        push_shows_text="on",
        quiet_from="22:00",
        quiet_until="06:30",
        quiet_days=["5", "6"],
        days_off=["7"],
        digest_at="18:15",
    )
    assert client.post(PAGE, given).status_code == 303
    heard = hearing_of([cast.cm.pk])[cast.cm.pk]
    assert (heard.mail["watch"], heard.mail["strategy"], heard.mail["rota"]) == ("digest", "never", "now")
    assert heard.wants_push("strategy")
    assert not heard.wants_push("escalation")
    assert (heard.quiet_from, heard.quiet_until) == (time(22), time(6, 30))
    assert (heard.quiet_days, heard.days_off) == ({5, 6}, {7})
    assert (heard.digest_at, heard.push_shows_text) == (time(18, 15), True)
    page = client.get(PAGE).text
    for shown in ('value="22:00"', 'value="06:30"', 'value="18:15"'):
        assert shown in page


def test_who_has_said_nothing_yet_saves_the_form_as_it_stands(cast: Cast) -> None:
    client = client_of(cast.executive)
    (form,) = (one for one in Page(PAGE, client.get(PAGE).text).forms if "digest_at" in one.fields)
    assert form.fields["digest_at"].chosen == ["08:00"]
    assert client.post(PAGE, form.data()).status_code == 303
    assert NotificationPreferences.objects.get().digest_at == time(8)


def test_the_lines_on_which_one_is_called_are_kept_shown_and_taken_away(cast: Cast) -> None:
    client = client_of(cast.cm)
    given = filled(phone=" +237  6 70 00 00 01", whatsapp="00237 670 00 00 02")
    assert client.post(PAGE, given).status_code == 303
    cast.cm.refresh_from_db()
    assert (cast.cm.phone, cast.cm.whatsapp) == ("+237 6 70 00 00 01", "00237 670 00 00 02")
    assert 'value="+237 6 70 00 00 01"' in client.get(PAGE).text
    assert own_data(user=cast.cm)["account"]["phone"] == "+237 6 70 00 00 01"
    client.post(PAGE, filled())
    cast.cm.refresh_from_db()
    assert (cast.cm.phone, cast.cm.whatsapp) == ("", "")


def test_quiet_hours_on_no_day_are_meant_for_every_day(cast: Cast) -> None:
    client_of(cast.cm).post(PAGE, filled(quiet_from="22:00", quiet_until="06:00"))
    assert NotificationPreferences.objects.get().quiet_days == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"quiet_from": "22:00"},
        {"quiet_from": "22:00", "quiet_until": "22:00"},
        {"days_off": [str(day) for day in range(1, 8)]},
        {"digest_at": ""},
        {"mail_escalation": "never"},  # somebody waits for the answer
        {"mail_watch": "sometimes"},
        {"quiet_days": ["8"]},
    ],
)
def test_nonsense_is_sent_back_with_what_is_wrong(nonsense: dict[str, Any], cast: Cast) -> None:
    answer = client_of(cast.cm).post(PAGE, filled(**nonsense))
    assert answer.status_code == 422
    assert "error-summary" in answer.text or "errors" in answer.text
    assert not NotificationPreferences.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_from": "22:00"}, "quiet_until"),
        ({"quiet_until": "06:00"}, "quiet_from"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "quiet_until"),
        ({"days_off": ["1", "2", "3", "4", "5", "6", "7"]}, "days_off"),
        ({"phone": "670 00 00 01"}, "phone"),  # of which country?
        ({"whatsapp": "appelez-moi"}, "whatsapp"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong: dict[str, Any], field: str, cast: Cast) -> None:
    answer = client_of(cast.cm).post(PAGE, filled(**wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in answer.text


def test_a_crisis_and_one_s_account_are_no_choice(cast: Cast) -> None:
    client_of(cast.cm).post(PAGE, filled(mail_crisis="never", mail_account="never"))
    kept = NotificationPreferences.objects.get()
    assert not {"crisis", "account"} & {*kept.mail, *kept.push}
