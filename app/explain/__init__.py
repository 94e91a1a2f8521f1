"""What the numbers of a pass are called, and the order in which they come about."""
