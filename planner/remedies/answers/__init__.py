"""What is answered to a coordinator's and a director's questions, for people and as plain data."""
