from channels_mgmt.protocol.models.entry import Entry, EntryVersion, EntryVersionQuerySet
from channels_mgmt.protocol.models.gap import Asked, Gap
from channels_mgmt.protocol.models.use import Use

__all__ = ["Asked", "Entry", "EntryVersion", "EntryVersionQuerySet", "Gap", "Use"]
