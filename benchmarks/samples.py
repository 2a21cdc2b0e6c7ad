"""What both sides send and read: the same values, the same bytes."""

from __future__ import annotations

import json
from typing import Any

SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
REGION = "ap-singapore"
ENDPOINT = "vod.tencentcloudapi.com"

#: What a rebuild is asked to do, with every struct that a request can hold.
_TREATMENTS: dict[str, Any] = {
    "RepairInfo": {"Switch": "ON", "Type": "weak"},
    "VideoFrameInterpolationInfo": {"Switch": "ON", "Fps": 25},
    "SuperResolutionInfo": {"Switch": "ON", "Type": "lq", "Size": 2},
    "HDRInfo": {"Switch": "OFF", "Type": "hdr10"},
    "VideoDenoiseInfo": {"Switch": "OFF", "Type": "weak"},
    "AudioDenoiseInfo": {"Switch": "OFF", "Type": "normal"},
    "ColorInfo": {"Switch": "OFF", "Type": "weak"},
    "SharpInfo": {"Switch": "OFF", "Intensity": 0.0},
    "FaceInfo": {"Switch": "OFF", "Intensity": 0.0},
    "LowLightInfo": {"Switch": "OFF", "Type": "normal"},
    "ScratchRepairInfo": {"Switch": "OFF", "Intensity": 0.0, "Type": "normal"},
    "ArtifactRepairInfo": {"Switch": "OFF", "Type": "weak"},
    "TargetInfo": {
        "MediaName": "Summer, rebuilt",
        "Description": "Rebuilt from the tape of 1987.",
        "ClassId": 0,
        "ExpireTime": "2027-01-01T00:00:00+08:00",
        "Container": "mp4",
        "VideoStream": {
            "Codec": "libx264",
            "Bitrate": 1000,
            "Fps": 25,
            "ResolutionAdaptive": "open",
            "Width": 1920,
            "Height": 0,
            "FillType": "stretch",
            "Gop": 125,
        },
        "AudioStream": {
            "Codec": "libfdk_aac",
            "Bitrate": 128,
            "SampleRate": 44100,
            "AudioChannel": 2,
        },
        "RemoveVideo": 0,
        "RemoveAudio": 0,
    },
}

#: A RebuildMedia request with all of its parameters and all of its 15 structs.
FULL_REQUEST: dict[str, Any] = {
    "FileId": "8312960950918954859",
    "SubAppId": 1500012345,
    "StartTimeOffset": 12.5,
    "EndTimeOffset": 60.0,
    **_TREATMENTS,
    "SessionId": "order-1187",
    "SessionContext": '{"user": 42}',
    "TasksPriority": 5,
    "ExtInfo": "",
}

REBUILD_MEDIA_REPLY = {
    "Response": {
        "TaskId": "125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx",
        "RequestId": "ef5aae86-6eab-4cb3-9ebc-0979010b3f22",
    }
}

#: The details of a finished rebuild, with every struct that they can hold.
TASK_DETAIL_REPLY = {
    "Response": {
        "TaskType": "RebuildMedia",
        "Status": "FINISH",
        "CreateTime": "2026-05-19T07:02:30Z",
        "BeginProcessTime": "2026-05-19T07:02:31Z",
        "FinishTime": "2026-05-19T07:04:07Z",
        "RebuildMediaTask": {
            "TaskId": "125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx",
            "Status": "FINISH",
            "ErrCode": 0,
            "Message": "SUCCESS",
            "ErrCodeExt": "",
            "Progress": 100,
            "Input": {
                "FileId": "8312960950918954859",
                "StartTimeOffset": 12.5,
                "EndTimeOffset": 60.0,
                "Definition": 0,
                **_TREATMENTS,
            },
            "Output": {
                "FileType": "mp4",
                "FileUrl": "https://media.example.com/5285485487985271487/rebuilt.mp4",
                "FileId": "5285485487985271487",
                "MediaName": "Summer, rebuilt",
                "ClassId": 0,
                "ExpireTime": "9999-12-31T23:59:59Z",
            },
            "MetaData": {
                "Size": 8062500,
                "Container": "mp4",
                "Bitrate": 2150000,
                "Height": 1080,
                "Width": 1920,
                "Duration": 30.0,
                "Rotate": 0,
                "VideoStreamSet": [
                    {
                        "Bitrate": 2022000,
                        "Height": 1080,
                        "Width": 1920,
                        "Codec": "h264",
                        "Fps": 25,
                        "CodecTag": "",
                        "DynamicRangeInfo": {"Type": "SDR", "HDRType": ""},
                    }
                ],
                "AudioStreamSet": [{"Bitrate": 128000, "SamplingRate": 44100, "Codec": "aac"}],
                "VideoDuration": 30.0,
                "AudioDuration": 29.98,
                "Md5": "dd2975a9d37137feacce319cec63b2fc",
            },
            "SessionId": "order-1187",
            "SessionContext": '{"user": 42}',
        },
        "RequestId": "4a37e1a3-9f1f-4f0f-a3be-5f6a0a9d8c11",
    }
}


def body(reply: dict[str, Any]) -> bytes:
    """A reply as the service writes it, without spaces."""
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode()
