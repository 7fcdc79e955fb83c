from channels_mgmt.team.models.assignment import Assignment
from channels_mgmt.team.models.channel import Channel
from channels_mgmt.team.models.feeds import CalendarFeed
from channels_mgmt.team.models.handover import HandOver
from channels_mgmt.team.models.means import Budget, Pay, WorkAssumption
from channels_mgmt.team.models.needs import NeededSkill
from channels_mgmt.team.models.network import NetworkSetup
from channels_mgmt.team.models.readiness import DevelopmentLine, ReadinessAnswer, ReadinessCheck
from channels_mgmt.team.models.rota import RotaPattern, RotaSlot, RotaTurn, Shift
from channels_mgmt.team.models.simulation import SimulatedAnswer, Simulation
from channels_mgmt.team.models.swaps import ShiftSwap
from channels_mgmt.team.models.time import TimeEntry, Timer

__all__ = [
    "Assignment",
    "Budget",
    "CalendarFeed",
    "Channel",
    "DevelopmentLine",
    "HandOver",
    "NeededSkill",
    "NetworkSetup",
    "Pay",
    "ReadinessAnswer",
    "ReadinessCheck",
    "RotaPattern",
    "RotaSlot",
    "RotaTurn",
    "Shift",
    "ShiftSwap",
    "SimulatedAnswer",
    "Simulation",
    "TimeEntry",
    "Timer",
    "WorkAssumption",
]
