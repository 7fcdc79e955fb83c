"""Something of all that a brand can have, for what walks through the product, room by room."""
