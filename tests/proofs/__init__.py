"""Proofs that nothing which happens to a run leaves half a file, or loses what a person wrote.

Each is a function that does something nasty a number of times, with the real command, and counts
what came of it; it fails at the first file that is neither the old one nor the new one.  The tests
do it a few times; `python -m tests.proofs` does it often, and prints the counts.
"""
