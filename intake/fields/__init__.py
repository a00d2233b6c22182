"""Fields found on each kind of paper, among rows of words."""
