"""Real HTTP servers that behave as the platforms do: for the demo and the tests alone."""
