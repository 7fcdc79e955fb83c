"""Room of the response protocol: the agreed answers of a brand."""
