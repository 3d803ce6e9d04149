"""Sessions that somebody settled, held against the rules: what can't be, what gives way, what runs small."""
