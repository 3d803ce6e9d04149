"""What can be changed in a program: as a coordinator says it, applied to the program, written to a copy."""
