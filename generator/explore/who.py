"""In whose name calls to the real service go out: the usual chain of credentials."""

from __future__ import annotations

import os
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
        """The region of the surroundings; empty where there is none.  Raises CredentialError."""
        said = os.environ.get("TENCENTCLOUD_REGION")
        return said or runtime.credential_files.region_of(self._profile) or ""

    def told(self) -> dict[str, Any]:
        """What a page may know: whether there are any, and of what key."""
        try:
            source = self._source()
        except runtime.errors.CredentialError as error:
            return {"state": "unusable", "message": str(error)}
        if isinstance(source, runtime.credentials.Credential):
            return {"state": "found", "secretId": shown_id(source.secret_id)}
        # Of a role, or none: only asking will tell, and that may take a while.
        return {"state": "unknown"}

    def _source(self) -> runtime.credentials.CredentialSource:
        """Where keys come from.

        Files and the environment are looked at each time, since people put keys there when they see
        that there are none.  A role that renews its keys is kept.
        """
        found = runtime.credentials.source_of(None, None, None, None, self._profile)
        if isinstance(found, runtime.credentials.Credential):
            self._kept = None
            return found
        if type(self._kept) is not type(found):
            self._kept = found
        return self._kept or found
