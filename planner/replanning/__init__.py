"""A roster in force, planned anew with few changes."""
