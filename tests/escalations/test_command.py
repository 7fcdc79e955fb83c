import json

import pytest
from django.core.management import call_command

from channels_mgmt.escalations.services.rules.routing import rules_of
from cmhub.lib.commands import UsageError


def run(capsys, *arguments):
    call_command("explain_routing", *arguments)
    return json.loads(capsys.readouterr().out)


def test_it_prints_where_why_and_by_when(cast, capsys):
    complaint = rules_of(cast.brand)[1]
    said = run(
        capsys, "--brand", "wouri", "--kind", "complaint", "--at", "2026-03-06T16:30", "--lang", "en",
        "--channel", "wouri-official", "--text", "Rien ne marche", "--sentiment", "negative",
    )  # fmt: skip
    assert said == {
        "rule": complaint.name,
        "department": "customer-service",
        "why": "the kind is “complaint”",
        "acknowledge_by": "2026-03-09T08:30:00+01:00",
        "answer_by": "2026-03-09T15:30:00+01:00",
        "passed_over": [
            {"rule": rules_of(cast.brand)[0].name, "why": "the kind is “complaint”, not “crisis signal”"}
        ],
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("--brand", "nowhere", "--kind", "complaint"),
        ("--brand", "wouri", "--kind", "gossip"),
        ("--brand", "wouri", "--kind", "complaint", "--channel", "sanaga-official"),
        ("--brand", "wouri", "--kind", "complaint", "--sentiment", "angry"),
        ("--brand", "wouri", "--kind", "complaint", "--at", "tomorrow"),
    ],
)
def test_a_bad_argument_is_refused_in_words(cast, capsys, arguments):
    with pytest.raises(UsageError, match=r"\w+ \w+"):
        run(capsys, *arguments)
    assert capsys.readouterr().out == ""
