"""Networks, their passes and their gradients: pure functions on frozen records, on numpy alone."""
