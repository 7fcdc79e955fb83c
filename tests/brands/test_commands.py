"""Commands name a brand by its short name, and all say the same of one that is not there."""

import pytest
from django.core.management import call_command

from cmhub.lib.commands import UsageError
from tests.cast import Cast


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("import_messages", ["absent.csv"]),
        ("weekly_report", ["--week", "2026-W10"]),
        ("explain_routing", ["--kind", "complaint"]),
    ],
)
def test_a_brand_that_is_not_there_is_said(cast: Cast, command: str, arguments: list[str]) -> None:
    with pytest.raises(UsageError, match=r"nulle-part.+n’existe pas"):
        call_command(command, *arguments, "--brand", "nulle-part")
