tc3gen("action", "RebuildMedia", {
 "name":"RebuildMedia",
 "file":"rebuild-media",
 "title":"Rebuild a media file with better picture and sound",
 "doc":[
  ["p","Makes an improved copy of a file that is stored in VOD. Each kind of improvement has a parameter of its own with a ",["code","Switch"],": repair of the picture, more frames, a higher resolution, a wider dynamic range, less noise, and so on. ",["code","TargetInfo"]," says what the new file looks like."],
  ["p","The call queues a task and answers at once with the task's ID. ",["ref","DescribeTaskDetail",["code","DescribeTaskDetail"]]," tells how far the task is and, in ",["ref","RebuildMediaTask",["code","RebuildMediaTask"]],", what came of it."]
 ],
 "input":[
  {"name":"FileId","type":{"kind":"String"},"doc":"The file to rebuild.","required":true,"example":"8312960950918954859","python":"file_id"},
  {"name":"SubAppId","type":{"kind":"Integer"},"doc":"The VOD application that the file belongs to. An account that activated VOD on or after 25 December 2023 must send it, even for its default application.","format":"uint64","example":1500012345,"python":"sub_app_id"},
  {"name":"StartTimeOffset","type":{"kind":"Float"},"doc":"Where in the source the new file begins. Left out, it begins where the source does.","format":"float","unit":"s","example":12.5,"python":"start_time_offset"},
  {"name":"EndTimeOffset","type":{"kind":"Float"},"doc":"Where in the source the new file ends. Left out, it ends where the source does.","format":"float","unit":"s","example":60.0,"python":"end_time_offset"},
  {"name":"RepairInfo","type":{"kind":"struct","struct":"RepairInfo"},"doc":"Repairs damage to the picture.","python":"repair_info"},
  {"name":"VideoFrameInterpolationInfo","type":{"kind":"struct","struct":"VideoFrameInterpolationInfo"},"doc":"Adds frames between those of the source.","python":"video_frame_interpolation_info"},
  {"name":"SuperResolutionInfo","type":{"kind":"struct","struct":"SuperResolutionInfo"},"doc":"Raises the resolution of the picture.","python":"super_resolution_info"},
  {"name":"HDRInfo","type":{"kind":"struct","struct":"HDRInfo"},"doc":"Converts the picture to a high dynamic range.","python":"hdr_info"},
  {"name":"VideoDenoiseInfo","type":{"kind":"struct","struct":"VideoDenoiseInfo"},"doc":"Takes noise out of the picture.","python":"video_denoise_info"},
  {"name":"AudioDenoiseInfo","type":{"kind":"struct","struct":"AudioDenoiseInfo"},"doc":"Takes noise out of the sound.","python":"audio_denoise_info"},
  {"name":"ColorInfo","type":{"kind":"struct","struct":"ColorEnhanceInfo"},"doc":"Makes colors richer.","python":"color_info"},
  {"name":"SharpInfo","type":{"kind":"struct","struct":"SharpEnhanceInfo"},"doc":"Brings out fine detail.","python":"sharp_info"},
  {"name":"FaceInfo","type":{"kind":"struct","struct":"FaceEnhanceInfo"},"doc":"Makes faces clearer.","python":"face_info"},
  {"name":"LowLightInfo","type":{"kind":"struct","struct":"LowLightEnhanceInfo"},"doc":"Brightens dark scenes.","python":"low_light_info"},
  {"name":"ScratchRepairInfo","type":{"kind":"struct","struct":"ScratchRepairInfo"},"doc":"Removes scratches.","python":"scratch_repair_info"},
  {"name":"ArtifactRepairInfo","type":{"kind":"struct","struct":"ArtifactRepairInfo"},"doc":"Removes artifacts such as jagged edges.","python":"artifact_repair_info"},
  {"name":"TargetInfo","type":{"kind":"struct","struct":"RebuildMediaTargetInfo"},"doc":"The new file: its name, container and streams.","python":"target_info"},
  {"name":"SessionId","type":{"kind":"String"},"doc":"An ID of the caller's own that guards against doing the work twice: for three days, a second request with the same ID fails. Empty or left out, requests are not compared.","facts":"At most 50 characters.","limits":{"maxLength":50},"example":"order-1187","python":"session_id"},
  {"name":"SessionContext","type":{"kind":"String"},"doc":"Text of the caller's own, handed back unchanged in the task's details and in the notification that its state has changed.","facts":"At most 1000 characters.","limits":{"maxLength":1000},"example":"{\"user\": 42}","python":"session_context"},
  {"name":"TasksPriority","type":{"kind":"Integer"},"doc":"How urgent the task is; of two waiting tasks, the one with the higher number goes first.","facts":[["p",["code","-10"]," to ",["code","10"],". Default: ",["code","0"],"."]],"limits":{"minimum":-10,"maximum":10},"format":"int64","default":0,"python":"tasks_priority"},
  {"name":"ExtInfo","type":{"kind":"String"},"doc":"Reserved by the service for special purposes.","python":"ext_info"}
 ],
 "output":[
  {"name":"TaskId","type":{"kind":"String"},"doc":[["p","The new task, for ",["ref","DescribeTaskDetail",["code","DescribeTaskDetail"]]," to look up."]],"always":true,"example":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","python":"task_id"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[
  "FailedOperation",
  "InvalidParameterValue.SessionId"
 ],
 "examples":[
  {"title":"Repair, upscale and smooth a video","doc":"Repairs the picture, doubles its resolution and brings it to 25 frames per second.","input":{"FileId":"8312960950918954859","RepairInfo":{"Switch":"ON"},"VideoFrameInterpolationInfo":{"Switch":"ON","Fps":25},"SuperResolutionInfo":{"Switch":"ON"},"TargetInfo":{"MediaName":"string","Description":"string","Container":"mp4"}},"output":{"TaskId":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","RequestId":"ef5aae86-6eab-4cb3-9ebc-0979010b3f22"}}
 ],
 "region":"optional",
 "body":"json",
 "rateLimit":20,
 "deduplicatedBy":"SessionId",
 "deprecated":{
  "say":[["p","Deprecated; use ",["code","EnhanceMediaQuality"]," instead."]],
  "doc":"The service no longer maintains this action. Its successor works from ready-made templates instead of separate parameters.",
  "replacement":"EnhanceMediaQuality"
 },
 "python":{
  "method":"rebuild_media",
  "request":"RebuildMediaRequest",
  "response":"RebuildMediaResponse"
 }
});

