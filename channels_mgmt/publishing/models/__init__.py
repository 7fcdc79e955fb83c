from channels_mgmt.publishing.models.ambassador import (
    Ambassador,
    AmbassadorAccount,
    AmbassadorContact,
    AmbassadorQuerySet,
    Relay,
)
from channels_mgmt.publishing.models.campaign import Campaign, CampaignQuerySet
from channels_mgmt.publishing.models.community import Community, CommunityQuerySet, Visit
from channels_mgmt.publishing.models.event import Event, EventQuerySet, FollowUp, FollowUpQuerySet, Invitation
from channels_mgmt.publishing.models.idea import Idea, IdeaQuerySet
from channels_mgmt.publishing.models.marked_day import MarkedDay, MarkedDayQuerySet
from channels_mgmt.publishing.models.post import Post, PostQuerySet

__all__ = [
    "Ambassador",
    "AmbassadorAccount",
    "AmbassadorContact",
    "AmbassadorQuerySet",
    "Campaign",
    "CampaignQuerySet",
    "Community",
    "CommunityQuerySet",
    "Event",
    "EventQuerySet",
    "FollowUp",
    "FollowUpQuerySet",
    "Idea",
    "IdeaQuerySet",
    "Invitation",
    "MarkedDay",
    "MarkedDayQuerySet",
    "Post",
    "PostQuerySet",
    "Relay",
    "Visit",
]
