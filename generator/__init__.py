"""tc3gen: clients and documentation for Tencent Cloud API 3.0, generated from a spec."""

__version__ = "0.1.0"
