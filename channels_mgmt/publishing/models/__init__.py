from channels_mgmt.publishing.models.campaign import Campaign, CampaignQuerySet
from channels_mgmt.publishing.models.idea import Idea, IdeaQuerySet
from channels_mgmt.publishing.models.marked_day import MarkedDay, MarkedDayQuerySet
from channels_mgmt.publishing.models.post import Post, PostQuerySet

__all__ = [
    "Campaign",
    "CampaignQuerySet",
    "Idea",
    "IdeaQuerySet",
    "MarkedDay",
    "MarkedDayQuerySet",
    "Post",
    "PostQuerySet",
]
