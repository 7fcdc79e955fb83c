from reporting.metrics.models.run import MetricsRun, MetricsRunQuerySet
from reporting.metrics.models.snapshot import Correction, Snapshot, SnapshotQuerySet

__all__ = ["Correction", "MetricsRun", "MetricsRunQuerySet", "Snapshot", "SnapshotQuerySet"]
