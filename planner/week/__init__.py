"""One week of a program: which days it has, what is settled in it, what it resembles, and the problem it poses."""
