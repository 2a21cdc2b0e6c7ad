"""Error codes."""

from __future__ import annotations

from runtime.errors import ServiceError as _ServiceError


class InvalidParameter(_ServiceError):
    """A parameter is wrong."""

    code = "InvalidParameter"


class InvalidParameterFileId(InvalidParameter):
    """FileId is wrong."""

    code = "InvalidParameter.FileId"


BY_CODE: dict[str, type[_ServiceError]] = {
    "InvalidParameter": InvalidParameter,
    "InvalidParameter.FileId": InvalidParameterFileId,
}
