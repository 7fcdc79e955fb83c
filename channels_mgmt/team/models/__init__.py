from channels_mgmt.team.models.assignment import Assignment
from channels_mgmt.team.models.channel import Channel
from channels_mgmt.team.models.needs import NeededSkill

__all__ = ["Assignment", "Channel", "NeededSkill"]
