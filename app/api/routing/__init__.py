"""What a route is, and the kinds that there are: computations, documents, pages."""
