"""What a call costs, next to other ways of making it: `python -m benchmarks`."""
