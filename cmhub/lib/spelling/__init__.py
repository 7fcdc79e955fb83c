"""Spelling and typography of French and English, offline: what is found is shown, the text is never changed.

The dictionaries are those of Hunspell (`data/`, with their licences and checksums). Accords, homophones and
all else that asks for understanding a sentence are not judged.
"""

from cmhub.lib.spelling.checking import CHECKED_AT_MOST, Finding, check, language_of
from cmhub.lib.spelling.suggesting import suggestions

__all__ = ["CHECKED_AT_MOST", "Finding", "check", "language_of", "suggestions"]
