"""What the networks count of a brand's posts, in a file as a tool for all networks exports it.

Safe to run again: the figures of a post follow from its id.
"""

import csv
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from accounts.models import User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.demo.plan import BrandPlan, Publication
from reporting.metrics.readers import Answers
from reporting.metrics.services.taking_in import take_in_export

NAMES = """
Date, Post ID, Network, Post Type, Profile, Link, Post, Impressions, Reach, Engagements, Reactions, Likes,
Comments, Shares, Post Link Clicks
"""
HEADER = " ".join(NAMES.split()).split(", ")
EARNS = {"organisation": 0.5, "useful": 1.2, "conversation": 1.7, "offer": 0.9, "relayed": 1.0}
"""What a category earns against a usual post."""
EVENING = (17, 18, 19)
COUNTING = {Network.FACEBOOK, Network.INSTAGRAM, Network.X, Network.TIKTOK, Network.YOUTUBE, Network.LINKEDIN}


def take_in(brand: Brand, plan: BrandPlan, by: User, *, at: datetime) -> None:
    """The figures of the posts of official accounts that are alone on their network."""
    channels = only_official(brand)
    posts = [post for post in plan.posts if post.channel in channels]
    usual = {day.channel: day.reach for day in plan.audience}
    if posts:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"publications-{brand.slug}.csv")
            write(path, brand, posts, usual)
            answers = Answers(date_order="mdy")
            take_in_export(brand=brand, path=path, answers=answers, by=by, at=at)


def only_official(brand: Brand) -> dict[str, Channel]:
    official = list(brand.channels.filter(purpose=Purpose.OFFICIAL, network__in=COUNTING))
    counted = Counter(channel.network for channel in official)
    return {channel.slug: channel for channel in official if counted[channel.network] == 1}


def write(path: Path, brand: Brand, posts: list[Publication], usual: dict[str, int]) -> None:
    zone = ZoneInfo(brand.time_zone)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for post in sorted(posts, key=lambda post: post.at, reverse=True):
            at = post.at.astimezone(zone)
            lines.writerow(
                [
                    f"{at:%m/%d/%Y %I:%M %p}",
                    post.external_id,
                    Network(post.network).label,
                    "Post",
                    brand.name,
                    post.url,
                    post.text,
                    *counts_of(post, at.hour, usual.get(post.channel, 1_000)),
                ]
            )


def counts_of(post: Publication, hour: int, usual: int) -> list[int]:
    """In the order of HEADER, from the impressions on."""
    rng = Random(post.external_id)
    warmth = EARNS.get(post.category, 1.0) * (1.3 if hour in EVENING else 1.0)
    reach = int(usual * rng.uniform(0.5, 1.5) * warmth**0.5) + 1
    likes = int(reach * 0.03 * warmth * rng.uniform(0.5, 1.6))
    comments = int(likes * rng.uniform(0.05, 0.35) * warmth)
    shares = int(likes * rng.uniform(0.02, 0.2))
    clicks = int(reach * 0.01 * rng.uniform(0.2, 1.5))
    engaged = likes + comments + shares + clicks
    return [int(reach * rng.uniform(1.2, 1.8)), reach, engaged, likes, likes, comments, shares, clicks]
