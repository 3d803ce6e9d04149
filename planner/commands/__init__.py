"""The commands of `planner`, one a module: what a person types, around the functions of `planner.api`."""
