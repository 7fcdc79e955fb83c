"""The API driven over HTTP by a fuzzer from its own description: whatever is sent, it answers as it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from pytest_django.live_server_helper import LiveServer
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.api.making import token_for
from tests.cast import Cast
from tests.inbox.making import logged

EXAMPLES = 40
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.mark.parametrize("mode", GenerationMode)
def test_nothing_breaks_it(live_server: LiveServer, cast: Cast, settings: Any, mode: GenerationMode) -> None:
    """Each operation, asked as it is described and otherwise."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    logged(cast)
    headers = {"Authorization": f"Bearer {token_for(cast)}"}
    described = schemathesis.openapi.from_url(f"{live_server.url}/api/v1/openapi.json")
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) == 3
    for operation in operations:
        asked = 0

        @effort(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_it_says(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.validate_response(case.call(headers=headers), checks=CHECKS)

        answers_as_it_says()
        assert asked >= EXAMPLES / 2
