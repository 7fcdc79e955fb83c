import pytest


@pytest.fixture
def answers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's client keeps a copy of the context of each template: walks over all pages look at none."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_noted, **_given: None)
