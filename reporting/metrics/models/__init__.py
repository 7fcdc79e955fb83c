from reporting.metrics.models.columns import ChosenColumns
from reporting.metrics.models.run import MetricsRun, MetricsRunQuerySet
from reporting.metrics.models.snapshot import Correction, Snapshot, SnapshotQuerySet

__all__ = [
    "ChosenColumns",
    "Correction",
    "MetricsRun",
    "MetricsRunQuerySet",
    "Snapshot",
    "SnapshotQuerySet",
]
