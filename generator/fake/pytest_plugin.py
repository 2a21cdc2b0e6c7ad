"""The fixture `fake_service`, which pytest knows wherever tc3gen is installed.

    def test_a_rebuild(fake_service):
        client = VodClient(fake_service.secret_id, fake_service.secret_key,
                           endpoint=fake_service.url)

    @pytest.mark.fake_service("specs/vod/2018-07-17", faults=[Throttle(count=2)])
    def test_a_rebuild_at_rush_hour(fake_service): ...

The marker takes what FakeService takes.  Specs that it does not name are those of the option
`tc3gen_specs` in pytest's configuration, which is `specs` where nobody sets it; paths begin at
pytest's root folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .service import FakeService


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option for specs."""
    parser.addini(
        "tc3gen_specs", "Specs that the fixture fake_service serves.", "args", default=["specs"]
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker for all else."""
    config.addinivalue_line(
        "markers",
        "fake_service(specs=None, **options): what the fixture fake_service is; see"
        " tc3gen.fake.FakeService",
    )


@pytest.fixture
def fake_service(request: pytest.FixtureRequest) -> Iterator[FakeService]:
    """A running FakeService, for one test."""
    from .service import FakeService

    marker = request.node.get_closest_marker("fake_service")
    options = dict(marker.kwargs) if marker is not None else {}
    given = marker.args[0] if marker is not None and marker.args else options.pop("specs", None)
    if given is None:
        given = request.config.getini("tc3gen_specs")
    several = isinstance(given, (list, tuple))
    root = request.config.rootpath
    # What is neither text nor a path is a Service.
    specs = [
        root / each if isinstance(each, (str, PathLike)) else each
        for each in (given if several else [given])
    ]
    service = FakeService(specs, **options)
    with service:
        yield service
