"""Accounts of what was given: the seats of past weeks, the care they came to, the rewards they earned."""
