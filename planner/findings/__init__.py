"""What a finished plan comes to, in plain words: facts that sheets, the terminal and JSON share."""
