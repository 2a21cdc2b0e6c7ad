"""The generated client beside the vendor's: `python -m benchmarks`, explained in README.md."""
