"""Whether it helped: a third of those whose interaction was closed are asked, and some answer.

Safe to run again: who has answered is not asked again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Helped, Sentiment
from channels_mgmt.inbox.models import Interaction, Satisfaction
from cmhub.demo.loading.readiness import CM

SINCE = timedelta(weeks=6)
ONE_OF = 3
AFTER = timedelta(minutes=20)
SAID: Mapping[str, Sequence[Helped]] = {
    Sentiment.NEGATIVE: (Helped.LITTLE, Helped.HALF, Helped.MOSTLY),
    Sentiment.POSITIVE: (Helped.ENTIRELY, Helped.ENTIRELY, Helped.MOSTLY),
}
ELSE = (Helped.MOSTLY, Helped.ENTIRELY, Helped.HALF, Helped.NOT_AT_ALL)


def ask(brand: Brand, people: Mapping[str, User], *, until: datetime) -> None:
    closed = Interaction.objects.filter(
        brand=brand, closed_at__gt=until - SINCE, closed_at__lt=until - AFTER, satisfaction=None
    )
    Satisfaction.objects.bulk_create(
        [
            Satisfaction(
                brand=brand,
                interaction_id=pk,
                points=points[number // ONE_OF % len(points)],
                given_at=closed_at + AFTER,
                noted_by=people[CM],
                key=uuid5(NAMESPACE_URL, f"satisfaction:{brand.slug}:{pk}"),
            )
            for number, (pk, closed_at, sentiment) in enumerate(
                closed.order_by("closed_at", "pk").values_list("pk", "closed_at", "sentiment")
            )
            if number % ONE_OF == 0 and closed_at and (points := SAID.get(sentiment, ELSE))
        ],
        ignore_conflicts=True,
    )
