"""A first summary of a week in words, French and English, from its figures: for a person to change.

Plain Python on stored dictionaries. Which facts are told, and in how certain words, is decided by the
figures and how many there are of them (`facts`); how each is said is chosen among the phrases of a language
(`phrases`) by brand and week, so that the same report says the same, and two weeks in a row differ.
"""

from reporting.weekly.drafting.writing import Names, draft_of

__all__ = ["Names", "draft_of"]
