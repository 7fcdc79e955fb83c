"""What the brands publish, and what the networks report of their audience."""

from datetime import datetime, timedelta

from cmhub.demo import corpus, situations
from cmhub.demo.cast import Channel
from cmhub.demo.conversations import Week
from cmhub.demo.plan import Audience, BrandPlan, Publication
from cmhub.demo.writing import Facts, day_and_month, facts_of, make_author, printed, sentence

MIX = {"organisation": 12, "useful": 30, "conversation": 24, "offer": 24, "relayed": 10}
SELF_CENTRED_MIX = {"organisation": 86, "useful": 5, "conversation": 3, "offer": 4, "relayed": 2}
COMING_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CAMPAIGNS = {"offer": "Offres du mois", "useful": "Conseils pratiques"}
FOLLOWERS_SHARE = {
    "facebook": 0.62,
    "instagram": 0.16,
    "x": 0.1,
    "tiktok": 0.07,
    "youtube": 0.04,
    "linkedin": 0.05,
}
WEEKLY_GROWTH = 1.0032


def publish(week: Week, plan: BrandPlan) -> None:
    """Adds a week's posts and audience of each channel that is awake."""
    for channel in week.brand.channels:
        awake = channel.is_awake(week.ago)
        if channel.cadence and awake:
            _posts(week, channel, plan)
        if channel.network in FOLLOWERS_SHARE and channel.purpose == "official":
            plan.audience.append(_audience(week, channel, awake))


def _posts(week: Week, channel: Channel, plan: BrandPlan) -> None:
    rng, texts = week.rng, corpus.sector(week.brand.sector).posts
    mix = SELF_CENTRED_MIX if week.brand.self_centred else MIX
    for number in range(max(1, channel.cadence + rng.choice((-1, 0, 0, 0, 1)))):
        category = rng.choices(list(mix), list(mix.values()))[0]
        at = week.monday + timedelta(
            days=rng.randrange(7), hours=rng.choice((8, 9, 12, 13, 17, 18, 19)), minutes=rng.randrange(60)
        )
        if situations.is_crisis(week) and (at - week.monday).total_seconds() > situations.OUTAGE:
            continue
        turn = week.monday.toordinal() // 7 + number
        external_id = week.ids.next(channel.network)
        plan.posts.append(
            Publication(
                brand=week.brand.slug,
                channel=channel.slug,
                network=channel.network,
                external_id=external_id,
                at=at,
                text=sentence(printed(_facts(week, at).fill(texts[category][turn % len(texts[category])]))),
                category=category,
                url=f"https://reseaux.example/{channel.network}/{channel.slug}/{external_id}",
                campaign=CAMPAIGNS.get(category, ""),
            )
        )


def _facts(week: Week, at: datetime) -> Facts:
    facts = facts_of(week.brand, make_author(week.brand, week.rng), at, week.rng)
    facts.know("jour", week.rng.choice(COMING_DAYS))
    facts.know("date", day_and_month(at.date() + timedelta(days=week.rng.randint(4, 18))))
    return facts


def _audience(week: Week, channel: Channel, awake: bool) -> Audience:
    rng, brand = week.rng, week.brand
    age = max(week.ago, channel.asleep_for) if channel.asleep_for else week.ago
    grown = WEEKLY_GROWTH ** -(age + 1)
    after_crisis = brand.slug == situations.CRISIS_BRAND and week.ago <= situations.CRISIS_WEEKS_AGO
    grown *= (0.994 if after_crisis else 1.0) * rng.uniform(0.9985, 1.0015)
    followers = int(brand.followers * FOLLOWERS_SHARE[channel.network] * grown)
    reach = int(followers * rng.uniform(0.1, 0.24)) if awake else int(followers * 0.004)
    impressions = int(reach * rng.uniform(1.3, 1.9))
    warmth = 0.006 if brand.self_centred else 0.028
    likes = int(reach * warmth * rng.uniform(0.6, 1.4))
    return Audience(
        brand=brand.slug,
        channel=channel.slug,
        at=week.monday + timedelta(days=6, hours=20),
        followers=followers,
        reach=reach,
        impressions=impressions,
        likes=likes,
        comments=int(likes * rng.uniform(0.1, 0.3)),
        shares=int(likes * rng.uniform(0.04, 0.15)),
    )
