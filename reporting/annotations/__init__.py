"""What happened beside the figures: marks on the time line of a brand, of themselves or written by people."""
