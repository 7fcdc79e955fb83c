"""The API driven by a fuzzer from its own description: whatever is sent, it answers as it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from cmhub.wsgi import application
from tests.api.making import token_for
from tests.cast import Cast
from tests.inbox.making import logged


@pytest.fixture
def description(cast: Cast) -> Any:
    logged(cast)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    schema.config.update(headers={"Authorization": f"Bearer {token_for(cast)}"})
    return schema


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_nothing_breaks_it(case: Any, cast: Cast) -> None:
    response = case.call(headers={"Authorization": f"Bearer {token_for(cast)}"})
    case.validate_response(
        response, checks=[not_a_server_error, status_code_conformance, response_schema_conformance]
    )
