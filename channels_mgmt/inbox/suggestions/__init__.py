"""What a message of the public probably is, by weighted words: small, offline, explained.

`suggest` reads a text in well under two milliseconds. What it finds stays a suggestion until a person
confirms it. The words and their weights are the files of `data/`, which people can read and change.
"""

from channels_mgmt.inbox.suggestions.suggesting import Guess, Learned, Suggested, suggest

__all__ = ["Guess", "Learned", "Suggested", "suggest"]
