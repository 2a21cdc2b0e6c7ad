"""The runtime of generated clients, which signs and sends here too.

It travels with the templates as plain Python, and is loaded from there as a package of its own.
There is no second signer: what the explorer shows is what clients do.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

from ..resources import templates_dir

_NAME = "tc3gen_explore_runtime"

if TYPE_CHECKING:
    # The same files, where a type checker finds them.
    from tc3._runtime import (
        aiohttp_transport,
        bodies,
        client,
        credential_files,
        credentials,
        errors,
        model,
        options,
        policy,
        renewal,
        sign,
        transport,
    )
    from tc3._runtime.attempts import Call as Call
    from tc3._runtime.exchange import Send as Send
else:

    def _load(module: str) -> object:
        if _NAME not in sys.modules:
            folder = templates_dir() / "python" / "runtime"
            spec = importlib.util.spec_from_file_location(
                _NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
            )
            package = importlib.util.module_from_spec(spec)
            sys.modules[_NAME] = package
            spec.loader.exec_module(package)
        return importlib.import_module(f"{_NAME}.{module}")

    aiohttp_transport = _load("aiohttp_transport")
    bodies = _load("bodies")
    client = _load("client")
    credential_files = _load("credential_files")
    credentials = _load("credentials")
    errors = _load("errors")
    model = _load("model")
    options = _load("options")
    policy = _load("policy")
    renewal = _load("renewal")
    sign = _load("sign")
    transport = _load("transport")
    Call = _load("attempts").Call
    Send = _load("exchange").Send

__all__ = [
    "Call",
    "Send",
    "aiohttp_transport",
    "bodies",
    "client",
    "credential_files",
    "credentials",
    "errors",
    "model",
    "options",
    "policy",
    "renewal",
    "sign",
    "transport",
]
