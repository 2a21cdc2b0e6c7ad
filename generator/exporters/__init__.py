"""A spec in the words of others, so that their tools can read the service too.

`openapi` says a service as OpenAPI 3.1, `api_json` as the definition that the vendor publishes.
Both read the model alone and return data, which `json_text` makes text of; so does `emit`, as YAML.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..diagnostics import Rule
from . import api_json

RULES: tuple[Rule, ...] = api_json.RULES


def json_text(data: Mapping[str, Any]) -> str:
    """Data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
