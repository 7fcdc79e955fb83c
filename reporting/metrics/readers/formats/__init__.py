"""The formats that are recognised. To add one, follow the checklist of `docs/exports.md`."""

from reporting.metrics.readers.declared import Format
from reporting.metrics.readers.formats import (
    linkedin_audience,
    linkedin_followers,
    linkedin_metrics,
    linkedin_posts,
    meta_audience,
    meta_days,
    meta_facebook_posts,
    meta_instagram_posts,
    sprout_posts,
    tiktok_business,
    tiktok_followers,
    tiktok_overview,
    tiktok_videos,
    x_content,
    x_overview,
    x_tweets,
    youtube_countries,
    youtube_days,
    youtube_videos,
)

FORMATS: tuple[Format, ...] = (
    meta_days.FORMAT,
    meta_audience.FORMAT,
    meta_facebook_posts.FORMAT,
    meta_instagram_posts.FORMAT,
    x_tweets.FORMAT,
    x_overview.FORMAT,
    x_content.FORMAT,
    linkedin_metrics.FORMAT,
    linkedin_followers.FORMAT,
    linkedin_posts.FORMAT,
    *linkedin_audience.FORMATS,
    tiktok_overview.FORMAT,
    tiktok_followers.FORMAT,
    tiktok_videos.FORMAT,
    tiktok_business.FORMAT,
    youtube_videos.FORMAT,
    youtube_days.FORMAT,
    youtube_countries.FORMAT,
    sprout_posts.FORMAT,
)
"""Where two know as many columns of a header, the first one here is it."""
