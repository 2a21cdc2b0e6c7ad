"""In whose name calls to the real service go out: the usual chain of credentials."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from . import runtime
from .calls import shown_id


class Who:
    """Finds credentials as clients do, and keeps them from everything else."""

    def __init__(self, profile: str | None = None) -> None:
        """Nothing is looked for yet; `profile` is one of tccli's."""
        self._profile = profile
        self._kept: runtime.credentials.CredentialSource | None = None

    async def credential(self, seconds: float) -> runtime.credentials.Credential:
        """Who calls now, waited for so many seconds.  Raises CredentialError, TimedOut."""
        flow = runtime.credentials.obtain(self._source(), seconds)
        try:
            wait = next(flow)
            while True:
                await wait.wait_async()
                wait = flow.send(None)
        except StopIteration as end:
            found: runtime.credentials.Credential = end.value
            return found
        finally:
            flow.close()

    def region(self) -> str:
        """The region of the surroundings; empty where there is none."""
        if said := os.environ.get("TENCENTCLOUD_REGION"):
            return said
        try:
            return runtime.credential_files.region_of(self._profile) or ""
        except runtime.errors.CredentialError:
            return ""

    def told(self) -> dict[str, Any]:
        """What a page may know: whether there are any, of what key, and where.

        Nobody is asked over the network for that.
        """
        try:
            source = self._source()
        except runtime.errors.CredentialError as error:
            return {"found": False, "place": str(error)}
        if isinstance(source, runtime.credentials.Credential):
            place = self._place(source)
            return {"found": True, "id": shown_id(source.secret_id), "place": place}
        if type(source) is runtime.renewal.Renewed:  # the last resort, which may have none
            place = f"{self._missing()}\nThe role of this machine is asked at the first call."
            return {"found": False, "place": place}
        return {"found": True, "place": f"{type(source).__name__}, asked at the first call"}

    def _place(self, found: runtime.credentials.Credential) -> str:
        """Where a credential is."""
        for name, look in self._places():
            try:
                if look() == found:
                    return name
            except runtime.errors.CredentialError:
                continue
        return "a profile of tccli"

    def _missing(self) -> str:
        """Where there is none."""
        said = []
        for _, look in self._places():
            try:
                look()
            except runtime.errors.CredentialError as error:
                said.append(str(error))
        return "\n".join(said)

    def _places(self) -> Sequence[tuple[str, Callable[[], object]]]:
        credential = runtime.credentials.Credential
        if self._profile is not None:
            return []
        return [
            ("the environment", credential.from_environment),
            ("a file of the vendor's SDKs", credential.from_file),
            ("a profile of tccli", credential.from_profile),
        ]

    def _source(self) -> runtime.credentials.CredentialSource:
        """Where keys come from.

        Files and the environment are looked at each time, since people put keys there when they see
        that there are none.  A role that renews its keys is kept.
        """
        found = runtime.credentials.source_of(None, None, None, None, self._profile)
        if isinstance(found, runtime.credentials.Credential):
            self._kept = None
            return found
        if self._kept is None or type(self._kept) is not type(found):
            self._kept = found
        return self._kept
