"""The REST API: endpoints, and what every request and answer passes."""
