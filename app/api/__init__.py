"""The REST API: shapes of requests and answers, limits, errors and routes."""
