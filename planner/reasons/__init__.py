"""Why something is missing: looked up in the finished roster, never searched."""
