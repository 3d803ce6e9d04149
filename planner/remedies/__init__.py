"""What would help: changes to a program, tried by planning with them."""
