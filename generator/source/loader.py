"""The loader that reads YAML: libyaml's, or PyYAML's own where libyaml is absent."""

from __future__ import annotations

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - PyYAML was built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["Loader"]
