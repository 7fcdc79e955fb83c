"""Figures shown on pages: the executive's week, a brand's trends."""
