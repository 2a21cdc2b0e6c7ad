"""Objects to JSON and back: strict in what is sent, tolerant in what is read.

`limits.py`, `encoder.py` and `decoder.py` do the work; here are the ways in, and here faults
become exceptions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NoReturn, TypeVar, cast

from .decoder import Misshaped, struct_decoder
from .encoder import plain, struct_encoder
from .errors import Fault, MalformedResponseError, ValidationError
from .limits import Faults
from .model import Struct

S = TypeVar("S", bound=Struct)
T = TypeVar("T")


def encode(obj: Struct, validate: bool = True) -> bytes:
    """The JSON of a request, None left out.

    `validate=False` sends whatever JSON can hold and leaves limits to the service.
    Raises ValidationError.
    """
    subject = type(obj).__name__
    if not validate:
        return dumps(obj, subject)
    return faultless(struct_encoder(type(obj)), obj, subject).encode()


def dumps(value: object, subject: str = "value") -> bytes:
    """The JSON of plain data, which may hold structs.  Raises ValidationError."""
    data = faultless(plain, value, subject)
    return faultless(json.dumps, data, subject).encode()


def to_dict(obj: Struct) -> dict[str, Any]:
    """A struct as plain data under the API's names, None left out; limits are not checked.

    Raises ValidationError for what JSON cannot hold.
    """
    return cast("dict[str, Any]", faultless(plain, obj, type(obj).__name__))


def loads(data: bytes) -> Any:
    """Strict JSON in UTF-8 as plain data.  Raises MalformedResponseError."""
    try:
        text = data.decode().strip(" \t\r\n")
        value, end = _parse(text)
        if end == len(text):
            return value
        message = f"the reply is not JSON: it goes on after position {end}"
    except UnicodeDecodeError:
        message = "the reply is not UTF-8"
    except RecursionError:
        message = "the reply is nested too deeply"
    except ValueError as error:  # bad JSON, NaN, an integer of thousands of digits
        message = (
            f"the reply is not JSON: {error}" if data.strip() else "the reply is empty"
        )
    raise MalformedResponseError(message)


def decode(cls: type[S], data: object) -> S:
    """The object for a reply's plain data.  Raises MalformedResponseError."""
    try:
        return cast("S", struct_decoder(cls)(data))
    except Misshaped as error:
        message, path = (
            f"{error.path or 'the reply'} is not {error.expected}",
            error.path,
        )
    except RecursionError:
        message, path = "the reply is nested too deeply", ""
    raise MalformedResponseError(message, path=path)


def from_dict(cls: type[S], data: Mapping[str, Any]) -> S:
    """The struct for plain data under the API's names, read as tolerantly as a reply.

    Raises ValidationError where an object or an array has the wrong shape.
    """
    try:
        return cast("S", faultless(struct_decoder(cls), data, cls.__name__))
    except Misshaped as error:
        fault = Fault(error.path, error.path, "type", error.expected, error.value)
        raise ValidationError(cls.__name__, [fault]) from None


def faultless(convert: Callable[[Any], T], value: object, subject: str) -> T:
    """What is made of a value.  Raises ValidationError for the faults that are found on the way."""
    try:
        return convert(value)
    except Faults as error:
        faults = [
            replace(
                f,
                path=f.path.removeprefix("."),
                wire_path=f.wire_path.removeprefix("."),
            )
            for f in error.faults
        ]
    except RecursionError:
        expected = "a tree of reasonable depth, free of cycles"
        faults = [Fault("", "", "type", expected, "one that goes on")]
    raise ValidationError(subject, faults)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_parse = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode
