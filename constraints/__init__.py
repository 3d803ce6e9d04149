"""The rule book: one rule a file, listed here in the order in which `planner rules` prints them."""
