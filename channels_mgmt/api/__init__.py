"""What other programs say to the product, and what it tells them: the API, its tokens and the webhooks."""
