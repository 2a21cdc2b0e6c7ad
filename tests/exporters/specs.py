"""The services that exports are tried with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tc3gen.exporters import openapi
from tc3gen.loading import load_service
from tc3gen.model import Service

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

RICH = HERE / "rich.yaml"
VOD = ROOT / "specs" / "vod" / "2018-07-17"


def service(path: Path) -> Service:
    """The service of a spec that has no errors."""
    loaded = load_service(path)
    assert loaded.service is not None, loaded.diagnostics
    return loaded.service


class Judge:
    """Says whether data fits the schemas of an OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def errors(self, data: Any, schema: dict[str, Any] | str) -> list[str]:
        """What is wrong with data, by a schema or the name of one."""
        wanted = {"$ref": f"#/components/schemas/{schema}"} if isinstance(schema, str) else schema
        # The references are to the document, of which the schema is made the root.
        root = {"components": self.document["components"], "allOf": [wanted]}
        return [error.message for error in Draft202012Validator(root).iter_errors(data)]

    def fits(self, data: Any, schema: dict[str, Any] | str) -> bool:
        return not self.errors(data, schema)


def judge(of: Service) -> Judge:
    return Judge(openapi.document(of))
