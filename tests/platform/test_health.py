import pytest


@pytest.mark.django_db
def test_healthz(client):
    assert client.get("/healthz").json() == {"alive": True}
