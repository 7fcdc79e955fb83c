from channels_mgmt.watch.models.competitor import Competitor
from channels_mgmt.watch.models.digest import Digest
from channels_mgmt.watch.models.entry import Entry, Sighting
from channels_mgmt.watch.models.event import ItemEvent
from channels_mgmt.watch.models.item import Item
from channels_mgmt.watch.models.link import TellingLink
from channels_mgmt.watch.models.picture import ItemPicture
from channels_mgmt.watch.models.rule import Rule
from channels_mgmt.watch.models.source import Source
from channels_mgmt.watch.models.telling import Telling

__all__ = [
    "Competitor",
    "Digest",
    "Entry",
    "Item",
    "ItemEvent",
    "ItemPicture",
    "Rule",
    "Sighting",
    "Source",
    "Telling",
    "TellingLink",
]
