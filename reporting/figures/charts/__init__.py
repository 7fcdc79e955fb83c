"""The charts of a weekly report: each a Plotly figure, a picture that the server draws, and a table."""

from reporting.figures.charts.weekly import draw_week

__all__ = ["draw_week"]
