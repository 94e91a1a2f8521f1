"""Numerical derivatives: the loss with one number moved, beside the gradient by backpropagation."""
