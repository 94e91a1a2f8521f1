"""Where each kind of number comes from: one file for each family of rules."""
