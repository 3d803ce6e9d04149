"""The engine: the rules' limits as one sparse integer program, a first plan, the search, the bound, the levels."""
