"""Why something is missing: a question of its own, the facts that bear on it, and which are to blame."""
