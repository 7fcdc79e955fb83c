"""What the public wrote about: themes that people said, and themes found in the words of the rest.

Plain Python without models, database or chance: the same messages give the same themes.
"""

from reporting.weekly.themes.finding import Said, themes_of

__all__ = ["Said", "themes_of"]
