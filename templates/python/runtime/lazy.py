"""Packages whose names load their modules on first use (PEP 562).

A service can have a thousand structs; a caller pays for those that they use.  Type checkers never
see this module: beside each use of it stand the plain imports, under `TYPE_CHECKING`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

#: What a client has only with a feature.
OPTIONAL = {"call_stream": "streams"}

Hooks = tuple[Callable[[str], object], Callable[[], list[str]]]

# What every version's package offers beside its classes: submodules and functions of the runtime.
_SUBMODULES = ("errors",)
_FUNCTIONS = ("from_dict", "to_dict")
_ALL_THERE: Mapping[str, str] = {}


def exports(
    package: str,
    modules: Mapping[str, str],
    submodules: tuple[str, ...] = _SUBMODULES,
    functions: tuple[str, ...] = _FUNCTIONS,
    absent: Mapping[str, str] = _ALL_THERE,
) -> Hooks:
    """`__getattr__` and `__dir__` of a version's package, or of the bundle.

    Args:
        package: Its `__name__`.
        modules: Each class's name and the module, relative to the package, that holds it.
        submodules: What it offers beside them.
        functions: What it offers of the codec.
        absent: What it was generated without, and the feature that each name belongs to.
    """

    def load(name: str) -> object:
        if name in modules:
            found: object = getattr(import_module(f"{package}.{modules[name]}"), name)
        elif name in submodules:
            return import_module(f"{package}.{name}")
        elif name in functions:
            found = getattr(import_module("..._runtime.codec", package), name)
        elif name == "__all__":
            return names()
        elif name in absent:
            raise ImportError(lacking(name, absent[name]))
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return _keep(package, name, found)

    def names() -> list[str]:
        return sorted([*modules, *submodules, *functions])

    return load, names


def package(package: str, version: str) -> Hooks:
    """`__getattr__` and `__dir__` of a service's package: all that its default version offers."""

    def load(name: str) -> object:
        module = import_module(f"{package}.{version}")
        try:
            found: object = getattr(module, name)
        except AttributeError:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}"
            ) from None
        return found if name == "__all__" else _keep(package, name, found)

    def names() -> list[str]:
        return dir(import_module(f"{package}.{version}"))

    return load, names


def lacking(name: str, feature: str) -> str:
    """What to say where something is asked for that a package was generated without."""
    line = "async = true" if feature == "async" else f'features = ["{feature}"]'
    return (
        f"{name}: this package was generated without it; `{line}` under [tool.tc3gen] and "
        "`tc3gen generate` add it"
    )


def _keep(package: str, name: str, found: object) -> object:
    # The next use finds the name in the package itself.
    setattr(import_module(package), name, found)
    return found
