"""What is for staff alone, whatever leaves the planner: one home, so that no sheet, print or account forgets it."""

from planner.model.offer import TESTING

UNSEEN_KINDS = frozenset({TESTING})  # a random test never stands where a client, a family or a payer reads
