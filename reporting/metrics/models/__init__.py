from reporting.metrics.models.columns import ChosenColumns
from reporting.metrics.models.funnel import FunnelFigure, FunnelFile
from reporting.metrics.models.run import MetricsRun, MetricsRunQuerySet
from reporting.metrics.models.snapshot import Correction, Snapshot, SnapshotQuerySet

__all__ = [
    "ChosenColumns",
    "Correction",
    "FunnelFigure",
    "FunnelFile",
    "MetricsRun",
    "MetricsRunQuerySet",
    "Snapshot",
    "SnapshotQuerySet",
]
