"""The routes, each in a file of its own."""
