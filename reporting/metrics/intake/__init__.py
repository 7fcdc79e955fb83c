"""Lines of exports into figures: staged, put to their posts, compared with what is there, stored; by sets."""
