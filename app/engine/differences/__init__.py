"""Numerical derivatives: the loss with one number moved, beside what backpropagation says."""
