"""What every request and answer passes: bytes, headers, JSON, validation and problems."""
