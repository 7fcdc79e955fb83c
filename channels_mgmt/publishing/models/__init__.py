from channels_mgmt.publishing.models.ambassador import (
    Ambassador,
    AmbassadorAccount,
    AmbassadorContact,
    AmbassadorQuerySet,
    Relay,
)
from channels_mgmt.publishing.models.campaign import Campaign, CampaignCost, CampaignQuerySet, CampaignResult
from channels_mgmt.publishing.models.community import Community, CommunityQuerySet, Visit
from channels_mgmt.publishing.models.erratum import Erratum, ErratumQuerySet
from channels_mgmt.publishing.models.event import Event, EventQuerySet, FollowUp, FollowUpQuerySet, Invitation
from channels_mgmt.publishing.models.experiment import Experiment, ExperimentPost, ExperimentQuerySet
from channels_mgmt.publishing.models.idea import Idea, IdeaQuerySet
from channels_mgmt.publishing.models.marked_day import MarkedDay, MarkedDayQuerySet
from channels_mgmt.publishing.models.media import ImageCheck, Media, MediaQuerySet
from channels_mgmt.publishing.models.post import Post, PostQuerySet
from channels_mgmt.publishing.models.post_event import PostEvent
from channels_mgmt.publishing.models.word import BrandWord, BrandWordQuerySet

__all__ = [
    "Ambassador",
    "AmbassadorAccount",
    "AmbassadorContact",
    "AmbassadorQuerySet",
    "BrandWord",
    "BrandWordQuerySet",
    "Campaign",
    "CampaignCost",
    "CampaignQuerySet",
    "CampaignResult",
    "Community",
    "CommunityQuerySet",
    "Erratum",
    "ErratumQuerySet",
    "Event",
    "EventQuerySet",
    "Experiment",
    "ExperimentPost",
    "ExperimentQuerySet",
    "FollowUp",
    "FollowUpQuerySet",
    "Idea",
    "IdeaQuerySet",
    "ImageCheck",
    "Invitation",
    "MarkedDay",
    "MarkedDayQuerySet",
    "Media",
    "MediaQuerySet",
    "Post",
    "PostEvent",
    "PostQuerySet",
    "Relay",
    "Visit",
]
