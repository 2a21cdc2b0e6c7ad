tc3gen("structs", "received", [
 {
  "name":"RebuildMediaTask",
  "doc":"A rebuild, its progress and its outcome.",
  "fields":[
   {"name":"TaskId","type":{"kind":"String"},"doc":"The task's ID.","always":true,"python":"task_id"},
   {"name":"Status","type":{"kind":"String"},"doc":"How far the rebuild is.","always":true,"limits":{"enum":[{"value":"PROCESSING","doc":"At work."},{"value":"FINISH","doc":"Over, with success or without."}],"open":true},"python":"status"},
   {"name":"ErrCode","type":{"kind":"Integer"},"doc":"The outcome as a number; whatever is not 0 is a failure.","always":true,"limits":{"enum":[{"value":0,"doc":"Success."},{"value":40000,"doc":"A parameter was wrong."},{"value":60000,"doc":"The source file cannot be used; it may be damaged."},{"value":70000,"doc":"The service failed; another try may succeed."}],"open":true},"format":"int64","python":"err_code"},
   {"name":"Message","type":{"kind":"String"},"doc":"The outcome as a text for people.","always":true,"example":"SUCCESS","python":"message"},
   {"name":"ErrCodeExt","type":{"kind":"String"},"doc":[["p","The outcome as a code of VOD's video processing, finer than ",["code","ErrCode"],". Empty means success."]],"always":true,"example":"InvalidParameter","python":"err_code_ext"},
   {"name":"Progress","type":{"kind":"Integer"},"doc":"How much of the work is done.","facts":[["p",["code","0"]," to ",["code","100"],"."]],"always":true,"limits":{"minimum":0,"maximum":100},"format":"int64","unit":"%","example":100,"python":"progress"},
   {"name":"Input","type":{"kind":"struct","struct":"RebuildMediaTaskInput"},"doc":"What the rebuild was asked to do.","always":true,"python":"input"},
   {"name":"Output","type":{"kind":"struct","struct":"RebuildMediaTaskOutput"},"doc":"The file that it made.","always":true,"python":"output"},
   {"name":"MetaData","type":{"kind":"struct","struct":"MediaMetaData"},"doc":"What is inside that file.","always":true,"python":"meta_data"},
   {"name":"SessionId","type":{"kind":"String"},"doc":[["p","The ",["code","SessionId"]," of the request."]],"always":true,"example":"order-1187","python":"session_id"},
   {"name":"SessionContext","type":{"kind":"String"},"doc":[["p","The ",["code","SessionContext"]," of the request."]],"always":true,"example":"{\"user\": 42}","python":"session_context"}
  ],
  "python":"RebuildMediaTask",
  "usedBy":[
   "DescribeTaskDetail"
  ]
 },
 {
  "name":"RebuildMediaTaskInput",
  "doc":"What a rebuild was asked to do.",
  "fields":[
   {"name":"FileId","type":{"kind":"String"},"doc":"The source.","always":true,"example":"8312960950918954859","python":"file_id"},
   {"name":"StartTimeOffset","type":{"kind":"Float"},"doc":"Where in the source the new file begins.","always":true,"format":"float","unit":"s","python":"start_time_offset"},
   {"name":"EndTimeOffset","type":{"kind":"Float"},"doc":"Where in the source the new file ends.","always":true,"format":"float","unit":"s","python":"end_time_offset"},
   {"name":"Definition","type":{"kind":"Integer"},"doc":"The template, where the rebuild was started with one.","always":true,"format":"int64","python":"definition"},
   {"name":"RepairInfo","type":{"kind":"struct","struct":"RepairInfo"},"doc":"Repair of the picture.","always":true,"python":"repair_info"},
   {"name":"VideoFrameInterpolationInfo","type":{"kind":"struct","struct":"VideoFrameInterpolationInfo"},"doc":"Additional frames.","always":true,"python":"video_frame_interpolation_info"},
   {"name":"SuperResolutionInfo","type":{"kind":"struct","struct":"SuperResolutionInfo"},"doc":"Higher resolution.","always":true,"python":"super_resolution_info"},
   {"name":"HDRInfo","type":{"kind":"struct","struct":"HDRInfo"},"doc":"High dynamic range.","always":true,"python":"hdr_info"},
   {"name":"VideoDenoiseInfo","type":{"kind":"struct","struct":"VideoDenoiseInfo"},"doc":"Noise in the picture.","always":true,"python":"video_denoise_info"},
   {"name":"AudioDenoiseInfo","type":{"kind":"struct","struct":"AudioDenoiseInfo"},"doc":"Noise in the sound.","always":true,"python":"audio_denoise_info"},
   {"name":"ColorInfo","type":{"kind":"struct","struct":"ColorEnhanceInfo"},"doc":"Colors.","always":true,"python":"color_info"},
   {"name":"SharpInfo","type":{"kind":"struct","struct":"SharpEnhanceInfo"},"doc":"Fine detail.","always":true,"python":"sharp_info"},
   {"name":"FaceInfo","type":{"kind":"struct","struct":"FaceEnhanceInfo"},"doc":"Faces.","always":true,"python":"face_info"},
   {"name":"LowLightInfo","type":{"kind":"struct","struct":"LowLightEnhanceInfo"},"doc":"Dark scenes.","always":true,"python":"low_light_info"},
   {"name":"ScratchRepairInfo","type":{"kind":"struct","struct":"ScratchRepairInfo"},"doc":"Scratches.","always":true,"python":"scratch_repair_info"},
   {"name":"ArtifactRepairInfo","type":{"kind":"struct","struct":"ArtifactRepairInfo"},"doc":"Artifacts.","always":true,"python":"artifact_repair_info"},
   {"name":"TargetInfo","type":{"kind":"struct","struct":"RebuildMediaTargetInfo"},"doc":"The new file.","always":true,"python":"target_info"}
  ],
  "python":"RebuildMediaTaskInput",
  "usedBy":[
   "RebuildMediaTask"
  ]
 },
 {
  "name":"RebuildMediaTaskOutput",
  "doc":"The file that a rebuild made.",
  "fields":[
   {"name":"FileType","type":{"kind":"String"},"doc":"The type of the file.","always":true,"example":"mp4","python":"file_type"},
   {"name":"FileUrl","type":{"kind":"String"},"doc":"Where the file can be played from.","always":true,"example":"https://media.example.com/5285485487985271487/rebuilt.mp4","python":"file_url"},
   {"name":"FileId","type":{"kind":"String"},"doc":"The file's ID in VOD.","always":true,"example":"5285485487985271487","python":"file_id"},
   {"name":"MediaName","type":{"kind":"String"},"doc":"The file's name.","facts":"At most 64 characters.","always":true,"limits":{"maxLength":64},"python":"media_name"},
   {"name":"ClassId","type":{"kind":"Integer"},"doc":"The file's category; 0 is \"other\".","always":true,"format":"int64","python":"class_id"},
   {"name":"ExpireTime","type":{"kind":"String"},"doc":"When the service will delete the file, as an ISO 8601 date and time; the end of the year 9999 for a file that is kept for ever.","always":true,"example":"9999-12-31T23:59:59Z","python":"expire_time"}
  ],
  "python":"RebuildMediaTaskOutput",
  "usedBy":[
   "RebuildMediaTask"
  ]
 },
 {
  "name":"MediaMetaData",
  "doc":"What is inside a media file.",
  "fields":[
   {"name":"Size","type":{"kind":"Integer"},"doc":"The size of the file; for HLS, of the playlist and all segments together.","always":true,"format":"int64","unit":"bytes","example":8062500,"python":"size"},
   {"name":"Container","type":{"kind":"String"},"doc":"The container format.","always":true,"example":"mp4","python":"container"},
   {"name":"Bitrate","type":{"kind":"Integer"},"doc":"The average bitrates of picture and sound, added up.","always":true,"format":"int64","unit":"bps","example":2150000,"python":"bitrate"},
   {"name":"Height","type":{"kind":"Integer"},"doc":"The greatest height of any video stream.","always":true,"format":"int64","unit":"px","python":"height"},
   {"name":"Width","type":{"kind":"Integer"},"doc":"The greatest width of any video stream.","always":true,"format":"int64","unit":"px","python":"width"},
   {"name":"Duration","type":{"kind":"Float"},"doc":"How long the file plays.","always":true,"format":"float","unit":"s","python":"duration"},
   {"name":"Rotate","type":{"kind":"Integer"},"doc":"By how much the camera was turned.","always":true,"format":"int64","unit":"degrees","example":90,"python":"rotate"},
   {"name":"VideoStreamSet","type":{"kind":"array","item":{"kind":"struct","struct":"MediaVideoStreamItem"}},"doc":"The video streams.","always":true,"python":"video_stream_set"},
   {"name":"AudioStreamSet","type":{"kind":"array","item":{"kind":"struct","struct":"MediaAudioStreamItem"}},"doc":"The audio streams.","always":true,"python":"audio_stream_set"},
   {"name":"VideoDuration","type":{"kind":"Float"},"doc":"How long the picture lasts.","always":true,"format":"float","unit":"s","python":"video_duration"},
   {"name":"AudioDuration","type":{"kind":"Float"},"doc":"How long the sound lasts.","always":true,"format":"float","unit":"s","python":"audio_duration"},
   {"name":"Md5","type":{"kind":"String"},"doc":[["p","The file's MD5 sum, once a task of ",["code","DescribeFileAttributes"]," has computed it."]],"always":true,"example":"dd2975a9d37137feacce319cec63b2fc","python":"md5"}
  ],
  "python":"MediaMetaData",
  "usedBy":[
   "RebuildMediaTask"
  ]
 },
 {
  "name":"MediaVideoStreamItem",
  "doc":"A video stream of a media file.",
  "fields":[
   {"name":"Bitrate","type":{"kind":"Integer"},"doc":"The bitrate.","always":true,"format":"int64","unit":"bps","python":"bitrate"},
   {"name":"Height","type":{"kind":"Integer"},"doc":"The height.","always":true,"format":"int64","unit":"px","python":"height"},
   {"name":"Width","type":{"kind":"Integer"},"doc":"The width.","always":true,"format":"int64","unit":"px","python":"width"},
   {"name":"Codec","type":{"kind":"String"},"doc":"How the picture is encoded.","always":true,"example":"h264","python":"codec"},
   {"name":"Fps","type":{"kind":"Integer"},"doc":"The frame rate.","always":true,"format":"int64","unit":"Hz","python":"fps"},
   {"name":"CodecTag","type":{"kind":"String"},"doc":"The tag that tells the variants of the codec apart.","facts":[["p","Only when ",["code","Codec"]," is ",["code","hevc"],"."]],"always":true,"example":"hev1","when":{"field":"Codec","values":["hevc"]},"python":"codec_tag"},
   {"name":"DynamicRangeInfo","type":{"kind":"struct","struct":"DynamicRangeInfo"},"doc":"The dynamic range. Known of files that were transcoded since 10 January 2023 (UTC).","always":true,"python":"dynamic_range_info"}
  ],
  "python":"MediaVideoStreamItem",
  "usedBy":[
   "MediaMetaData"
  ]
 },
 {
  "name":"DynamicRangeInfo",
  "doc":"The dynamic range of a picture.",
  "fields":[
   {"name":"Type","type":{"kind":"String"},"doc":"Which of the two ranges it is.","always":true,"limits":{"enum":[{"value":"SDR","doc":"Standard dynamic range."},{"value":"HDR","doc":"High dynamic range."}]},"python":"type"},
   {"name":"HDRType","type":{"kind":"String"},"doc":"The standard of the high dynamic range.","facts":[["p","Only when ",["code","Type"]," is ",["code","HDR"],"."]],"always":true,"limits":{"enum":[{"value":"hdr10","doc":"The HDR10 standard."},{"value":"hlg","doc":"The HLG standard, hybrid log-gamma."}],"open":true},"when":{"field":"Type","values":["HDR"]},"python":"hdr_type"}
  ],
  "python":"DynamicRangeInfo",
  "usedBy":[
   "MediaVideoStreamItem"
  ]
 },
 {
  "name":"MediaAudioStreamItem",
  "doc":"An audio stream of a media file.",
  "fields":[
   {"name":"Bitrate","type":{"kind":"Integer"},"doc":"The bitrate.","always":true,"format":"int64","unit":"bps","python":"bitrate"},
   {"name":"SamplingRate","type":{"kind":"Integer"},"doc":"The sampling rate.","always":true,"format":"int64","unit":"Hz","python":"sampling_rate"},
   {"name":"Codec","type":{"kind":"String"},"doc":"How the sound is encoded.","always":true,"example":"aac","python":"codec"}
  ],
  "python":"MediaAudioStreamItem",
  "usedBy":[
   "MediaMetaData"
  ]
 },
 {
  "name":"TaskSimpleInfo",
  "doc":"A task in a list.",
  "fields":[
   {"name":"TaskId","type":{"kind":"String"},"doc":"The task's ID.","always":true,"example":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","python":"task_id"},
   {"name":"Status","type":{"kind":"String"},"doc":"How far the task is.","always":true,"limits":{"enum":[{"value":"WAITING","doc":"Not begun."},{"value":"PROCESSING","doc":"At work."},{"value":"FINISH","doc":"Over, with success or without."},{"value":"ABORTED","doc":"Stopped before its end."}]},"python":"status"},
   {"name":"FileId","type":{"kind":"String"},"doc":"The file that the task works on.","always":true,"python":"file_id"},
   {"name":"TaskType","type":{"kind":"String"},"doc":"What kind of work the task does.","always":true,"limits":{"enum":[{"value":"Procedure","doc":"Video processing."},{"value":"EditMedia","doc":"Video editing."},{"value":"ReduceMediaBitrate","doc":"Lowering the bitrate."},{"value":"WechatDistribute","doc":"Publishing to WeChat."},{"value":"ReviewAudioVideo","doc":"Moderation of audio and video."},{"value":"MPSWorkflowTask","doc":"Processing by Media Processing Service."},{"value":"Transcode","doc":"Transcoding."},{"value":"SnapshotByTimeOffset","doc":"Taking snapshots."},{"value":"Concat","doc":"Joining videos."},{"value":"Clip","doc":"Clipping a video."},{"value":"ImageSprites","doc":"Making image sprites."}],"open":true},"python":"task_type"},
   {"name":"CreateTime","type":{"kind":"String"},"doc":"When the task was submitted, as an ISO 8601 date and time.","always":true,"python":"create_time"},
   {"name":"BeginProcessTime","type":{"kind":"String"},"doc":"When work on the task began, as an ISO 8601 date and time. Empty until then.","always":true,"python":"begin_process_time"},
   {"name":"FinishTime","type":{"kind":"String"},"doc":"When the task was over, as an ISO 8601 date and time. Until then it is empty, or a moment in the year 1.","always":true,"python":"finish_time"},
   {"name":"SessionId","type":{"kind":"String"},"doc":[["p","The ",["code","SessionId"]," of the request that began the task."]],"always":true,"python":"session_id"},
   {"name":"SessionContext","type":{"kind":"String"},"doc":[["p","The ",["code","SessionContext"]," of the request that began the task."]],"always":true,"python":"session_context"}
  ],
  "python":"TaskSimpleInfo",
  "usedBy":[
   "DescribeTasks"
  ]
 }
]);

