"""What is for staff alone, whatever leaves the planner: one home, so that no sheet, print or account forgets it."""

UNSEEN_KINDS = frozenset({"testing"})  # a random test never stands where a client, a family or a payer reads
