"""A first summary of a week in words, French and English, from its figures: for a person to change.

Plain Python on stored dictionaries. Which facts are told, and how surely, is decided by the figures and how
many there are of them (`facts`); how each is said is chosen among the phrases of a language (`phrases`) by
brand and week, so that the same report says the same, and two weeks in a row differ (`writing`).
"""

from reporting.weekly.drafting.facts import WeekTold
from reporting.weekly.drafting.writing import draft_of

__all__ = ["WeekTold", "draft_of"]
