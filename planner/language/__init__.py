"""What a rule can say, and the undecided week it says it of."""
