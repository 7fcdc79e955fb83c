"""What a brand's campaigns and tests have, and its site."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services import campaigns, experiments
from cmhub.lib.weeks import Week
from reporting.metrics.services import funnel
from tests.access.furniture.when import NOW


def of_the_campaigns(brand: Brand, cm: User) -> dict[str, Any]:
    """A campaign with a post, a cost and a result, a test that runs, a week of the site and a file of it."""
    done = {"by": cm, "at": NOW}
    campaign = campaigns.make_campaign(
        brand=brand, values={"name": f"Rentrée de {brand.slug}"}, key=uuid4(), **done
    )
    post = Post.objects.create(
        brand=brand, channel=brand.channels.earliest("pk"), text=f"Publication de {brand.slug}"
    )
    campaigns.put_posts(campaign=campaign, posts=[post.pk], **done)
    campaigns.set_cost(campaign=campaign, amount=Decimal(412_987), currency="XAF", **done)
    campaigns.enter_result(campaign=campaign, metric="leads", value=12, day=NOW.date(), **done)
    last = Week.of(NOW, brand.time_zone).previous
    funnel.enter_week(brand=brand, week=last, figures={"visitors": (1200, None)}, **done)
    file = funnel.give_file(
        brand=brand,
        name=f"site de {brand.slug}.csv",
        content=f"Semaine,Visiteurs\n{last},1300\n".encode(),
        key=uuid4(),
        **done,
    )
    return {
        "campaigns/<": campaign,
        "tests/<": a_test(brand, cm, post),
        "funnel/import/<": file,
    }


def a_test(brand: Brand, cm: User, post: Post) -> Any:
    values = {
        "name": f"Question de {brand.slug}",
        "hypothesis": f"Une question fait réagir chez {brand.slug}",
        "variant_a": "Une affirmation",
        "variant_b": "Une question",
        "measure": "engagement_rate",
        "planned": 10,
    }
    test = experiments.make_experiment(brand=brand, values=values, key=uuid4(), by=cm, at=NOW)
    experiments.pass_to(experiment=test, state="running", by=cm, at=NOW)
    experiments.place_post(experiment=test, post=post, variant="a", by=cm, at=NOW)
    return test
