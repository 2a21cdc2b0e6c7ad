"""What views are made of differs wherever the views do."""

from __future__ import annotations

from tc3gen import loading
from tc3gen.languages import python

SPEC = b"""\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  Start: {input: {Of: {type: One}, Too: {type: Two}}, output: {}}
  Stop: {input: {Of: {type: One}, Too: {type: Two}}, output: {}}
structs:
  One: {fields: {A: {type: String}}}
  Two: {fields: {A: {type: String}}}
"""


def test_names_count_where_all_else_is_alike() -> None:
    loaded = loading.load_texts("specs/vod/2018-07-17/api.yaml", SPEC, None)
    assert loaded.service is not None
    found = dict(python.basis(loaded.service, loaded.parts))
    assert list(found) == ["struct One", "struct Two", "action Start", "action Stop"]
    assert len(set(found.values())) == len(found)
