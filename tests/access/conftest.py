from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.access.things import Things, furnish
from tests.cast import find_cast


@pytest.fixture(scope="module")
def furnished(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Things]]:
    """One thing of each kind on two brands that compete and on one of another agency, by the brand's slug.

    Made once for a module: its tests roll back to it, and with the last of them it goes.
    """
    made = transaction.atomic()
    with django_db_blocker.unblock():
        cast = find_cast()
        assert cast is not None
        made.__enter__()
        by_brand = (
            (cast.brand, cast.cm),
            (cast.other_brand, cast.other_cm),
            (cast.rival_brand, cast.rival),
        )
        things = {brand.slug: furnish(brand, by) for brand, by in by_brand}
    yield things
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        made.__exit__(None, None, None)
