"""A roster that comes back from people's hands: read, told apart from what was written, judged."""
