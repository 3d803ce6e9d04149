"""What would help: proposals, what they cost, and whether a week planned with them shows it."""
