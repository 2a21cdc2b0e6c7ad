"""C001 to C019: changes of services as a whole, and of where they are found."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, sample

_ONE = sample("actions: {}\n")
_TWO_SITES = "endpoints: {domestic: vod.tencentcloudapi.com, intl: vod.intl.tencentcloudapi.com}"


def _sites(line: str) -> str:
    return _ONE.replace("endpoints: {domestic: vod.tencentcloudapi.com}", line)


def _files(**versions: str) -> str:
    """Several specs, as `catalogue.files` takes them apart."""
    return "".join(
        f"# file: specs/{service}/{version}/api.yaml\n"
        + _ONE.replace("vod", service).replace("2018-07-17", version)
        for service, listed in versions.items()
        for version in listed.split()
    )


SERVICE_REMOVED = ChangeKind(
    "C001",
    "service-removed",
    Impact.BREAKING,
    "A service, or one of its versions, is gone.",
    "Its package is not generated any more, so that every import of it fails.",
    _files(vod="2018-07-17", cvm="2017-03-12"),
    _files(vod="2018-07-17"),
)

SERVICE_ADDED = ChangeKind(
    "C002",
    "service-added",
    Impact.SAFE,
    "There is a new service, or an older version of a known one.",
    "It has a package of its own, which no import that is there leads to.",
    _files(vod="2018-07-17"),
    _files(vod="2018-07-17", cvm="2017-03-12"),
)

VERSION_MOVED = ChangeKind(
    "C003",
    "version-moved",
    Impact.BREAKING,
    "A service is there in another version alone.",
    "The package of the old version is gone. `from tc3.vod import ...` still works, yet every"
    " request bears another `X-TC-Version`. What else is new is told by the other changes.",
    _files(vod="2018-07-17"),
    _files(vod="2024-07-18"),
)

NEWER_VERSION = ChangeKind(
    "C004",
    "newer-version-added",
    Impact.DANGEROUS,
    "A service has a newer version beside those that it had.",
    "The service's package stands for its newest version, so `from tc3.vod import ...` now means"
    " another API. Who imports the package of a version, such as `tc3.vod.v20180717`, stays there.",
    _files(vod="2018-07-17"),
    _files(vod="2018-07-17 2024-07-18"),
)

ENDPOINT_REMOVED = ChangeKind(
    "C005",
    "endpoint-removed",
    Impact.BREAKING,
    "A site of the service is gone.",
    "A client that is made with `endpoint=` and the site's name refuses to be made.",
    _sites(_TWO_SITES),
    _ONE,
)

ENDPOINT_CHANGED = ChangeKind(
    "C006",
    "endpoint-changed",
    Impact.DANGEROUS,
    "A site of the service has another host.",
    "Requests go to another machine, which a firewall may not let pass.",
    _ONE,
    _sites("endpoints: {domestic: vod.ap-guangzhou.tencentcloudapi.com}"),
)

DEFAULT_ENDPOINT_CHANGED = ChangeKind(
    "C007",
    "default-endpoint-changed",
    Impact.DANGEROUS,
    "Another site comes first.",
    "Clients that are made without `endpoint=` use the first site. Accounts of one site are unknown"
    " to another.",
    _sites(_TWO_SITES),
    _sites(
        "endpoints: {intl: vod.intl.tencentcloudapi.com, domestic: vod.tencentcloudapi.com}",
    ),
)

ENDPOINT_ADDED = ChangeKind(
    "C008",
    "endpoint-added",
    Impact.SAFE,
    "The service has a new site.",
    "Who wants it names it as `endpoint=`; nobody else is led there.",
    _ONE,
    _sites(_TWO_SITES),
)

KINDS = (
    SERVICE_REMOVED,
    SERVICE_ADDED,
    VERSION_MOVED,
    NEWER_VERSION,
    ENDPOINT_REMOVED,
    ENDPOINT_CHANGED,
    DEFAULT_ENDPOINT_CHANGED,
    ENDPOINT_ADDED,
)
