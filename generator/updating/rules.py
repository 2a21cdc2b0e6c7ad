"""U001 to U003: what can stand in the way of an update."""

from __future__ import annotations

from ..diagnostics import Example, Rule, Severity


def _made(package: str, service: str = "sts", version: str = "2018-08-13") -> str:
    """Commands that make a package with a definition, import that, and update the spec."""
    messages = '"GetCallerIdentityRequest": {"members": []}'
    messages += ', "GetCallerIdentityResponse": {"members": []}'
    definition = (
        f'{{"metadata": {{"serviceShortName": "{service}", "apiVersion": "{version}"}},'
        ' "actions": {"GetCallerIdentity": {"input": "GetCallerIdentityRequest",'
        f' "output": "GetCallerIdentityResponse"}}}}, "objects": {{{messages}}}}}'
    )
    folder = f"tccli/services/{service}/v{version.replace('-', '')}"
    return (
        f"mkdir -p {folder} tccli-1.dist-info\n"
        f"printf 'Name: {package}\\nVersion: 1\\n' > tccli-1.dist-info/METADATA\n"
        f"echo '{definition}' > {folder}/api.json\n"
        f"tc3gen import api-json {folder}\n"
        f"tc3gen update specs/{service} --target docs\n"
    )


def _rule(code: str, name: str, summary: str, why: str, fails: str, passes: str) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes, Example.COMMANDS)


_SOUND = _made("tccli-intl-en")
_REAL = "tc3gen import api-json --installed --service sts\n"

OTHER_PACKAGE = _rule(
    "U001",
    "other-package",
    "A spec was imported from a package that is not the one that is installed.",
    "The packages `tccli` and `tccli-intl-en` describe two sites, in two languages: what is in the"
    " one need not be in the other. Install the one that the spec says under `sources`, or import"
    " from the other with `tc3gen import api-json`, and look at what changes.",
    _made("tccli"),
    _SOUND,
)

NO_LONGER_THERE = _rule(
    "U002",
    "definition-gone",
    "The installed package has no definition of a service that a spec was imported from.",
    "The vendor has withdrawn the service, or this version of it. Keep the spec as it is, or remove"
    " it; nothing that is generated is changed until you do.",
    _made("tccli-intl-en", "sts", "1999-12-31"),
    _SOUND,
)

NO_CLIENT = _rule(
    "U003",
    "no-error-codes",
    "A spec has error codes, and nothing is installed that tells them.",
    "Definitions do not have error codes: an import reads them from the vendor's Python client."
    " Without it, all of their classes would go. Install it (`tencentcloud-sdk-python-intl-en`, or"
    " `tencentcloud-sdk-python`), or say where it is with `--client`.",
    _REAL + "mkdir nothing\ntc3gen update specs/sts --target docs --client nothing\n",
    _REAL + "tc3gen update specs/sts --target docs\n",
)

RULES = (OTHER_PACKAGE, NO_LONGER_THERE, NO_CLIENT)
