"""The sheets of a roster: the only room that writes spreadsheets."""
