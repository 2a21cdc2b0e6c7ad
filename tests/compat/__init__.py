"""What `tc3gen diff` says of a change, held against what a type checker says of a caller.

`python -m compat OLD NEW`, in `tests/`, does that for whole releases of the vendor's definitions.
"""
