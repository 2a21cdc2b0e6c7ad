tc3gen("action", "DescribeTaskDetail", {
 "name":"DescribeTaskDetail",
 "file":"describe-task-detail",
 "title":"Get the state and the outcome of a task",
 "doc":[
  ["p","Looks one task up by its ID. Tasks can be found for three days after they were submitted."],
  ["p",["code","Status"]," says whether the task is over, not whether it succeeded. Its outcome is in the member that belongs to its type: for a task of type ",["ref","RebuildMedia",["code","RebuildMedia"]],", in ",["ref","RebuildMediaTask",["code","RebuildMediaTask"]],", where an ",["code","ErrCode"]," of 0 means success."]
 ],
 "input":[
  {"name":"TaskId","type":{"kind":"String"},"doc":"The task to look up.","required":true,"example":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","python":"task_id"},
  {"name":"SubAppId","type":{"kind":"Integer"},"doc":"The VOD application that the task belongs to. An account that activated VOD on or after 25 December 2023 must send it, even for its default application.","format":"uint64","example":1500012345,"python":"sub_app_id"}
 ],
 "output":[
  {"name":"TaskType","type":{"kind":"String"},"doc":"What kind of work the task does, and so which member of the reply holds its outcome.","always":true,"limits":{"enum":[{"value":"Procedure","doc":"Video processing."},{"value":"EditMedia","doc":"Video editing."},{"value":"SplitMedia","doc":"Splitting a video into parts."},{"value":"ComposeMedia","doc":"Composing a media file from others."},{"value":"WechatPublish","doc":"Publishing to WeChat."},{"value":"WechatMiniProgramPublish","doc":"Publishing a video to a WeChat mini program."},{"value":"PullUpload","doc":"Fetching a media file from a URL."},{"value":"FastClipMedia","doc":"Quick clipping."},{"value":"RemoveWatermarkTask","doc":"Removing watermarks."},{"value":"DescribeFileAttributesTask","doc":"Reading the attributes of a file."},{"value":"RebuildMedia","doc":[["p","Rebuilding a media file; superseded by ",["code","QualityEnhance"],"."]]},{"value":"ReviewAudioVideo","doc":"Moderation of audio and video."},{"value":"ExtractTraceWatermark","doc":"Reading a tracing watermark."},{"value":"ExtractCopyRightWatermark","doc":"Reading a copyright watermark."},{"value":"QualityInspect","doc":"Inspecting the quality of picture and sound."},{"value":"QualityEnhance","doc":"Improving the quality of picture and sound."},{"value":"ComplexAdaptiveDynamicStreaming","doc":"Adaptive streams of the complex kind."},{"value":"ProcessMediaByMPS","doc":"Processing by Media Processing Service."},{"value":"AigcImageTask","doc":"Generating an image."},{"value":"SceneAigcImageTask","doc":"Generating an image for a given scene."},{"value":"AigcVideoTask","doc":"Generating a video."},{"value":"AigcAudioTask","doc":"Generating sound."},{"value":"ImportMediaKnowledge","doc":"Taking a media file into the knowledge base."},{"value":"SceneAigcVideoTask","doc":"Generating a video for a given scene."},{"value":"ExtractBlindWatermark","doc":"Reading a digital watermark."},{"value":"CreateAigcAdvancedCustomElement","doc":"Creating a custom subject."},{"value":"CreateAigcCustomVoice","doc":"Creating a custom voice."},{"value":"CreateAigcSubject","doc":"Creating a subject."},{"value":"AigcVideoRedrawTask","doc":"Redrawing a video."},{"value":"CreateAigcAudioClone","doc":"Reproducing a voice."},{"value":"DescribeAigcFaceInfoAsync","doc":"Finding out about faces."},{"value":"WandAsrTask","doc":"Recognizing speech."},{"value":"AigcHunyuan3DTask","doc":"Generating a 3D model with Hunyuan."},{"value":"DesignVoiceAsync","doc":"Designing a voice."},{"value":"CloneVoiceAsync","doc":"Cloning a voice."},{"value":"TextToSpeechAsync","doc":"Speaking a text."},{"value":"VideoDubbingAsync","doc":"Translating and dubbing a video."},{"value":"VideoDepthEstimation","doc":"Estimating depth in a video."}],"open":true},"python":"task_type"},
  {"name":"Status","type":{"kind":"String"},"doc":"How far the task is.","always":true,"limits":{"enum":[{"value":"WAITING","doc":"Not begun."},{"value":"PROCESSING","doc":"At work."},{"value":"FINISH","doc":"Over, with success or without."},{"value":"ABORTED","doc":"Stopped before its end."}]},"python":"status"},
  {"name":"CreateTime","type":{"kind":"String"},"doc":"When the task was submitted, as an ISO 8601 date and time.","always":true,"example":"2026-05-19T07:02:30Z","python":"create_time"},
  {"name":"BeginProcessTime","type":{"kind":"String"},"doc":"When work on the task began, as an ISO 8601 date and time.","always":true,"example":"2026-05-19T07:02:31Z","python":"begin_process_time"},
  {"name":"FinishTime","type":{"kind":"String"},"doc":"When the task was over, as an ISO 8601 date and time.","always":true,"example":"2026-05-19T07:04:07Z","python":"finish_time"},
  {"name":"RebuildMediaTask","type":{"kind":"struct","struct":"RebuildMediaTask"},"doc":"The progress and the outcome of a rebuild.","facts":[["p","Only when ",["code","TaskType"]," is ",["ref","RebuildMedia",["code","RebuildMedia"]],"."]],"always":true,"nullable":true,"when":{"field":"TaskType","values":["RebuildMedia"]},"python":"rebuild_media_task"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[
  "FailedOperation",
  "FailedOperation.InvalidVodUser",
  "InternalError",
  "InvalidParameterValue",
  "InvalidParameterValue.SubAppId",
  "InvalidParameterValue.TaskId",
  "ResourceNotFound",
  "UnauthorizedOperation"
 ],
 "examples":[
  {"title":"A rebuild that succeeded","doc":[["p","The task of the example of ",["ref","RebuildMedia",["code","RebuildMedia"]],", a minute and a half later."]],"input":{"TaskId":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx"},"output":{"TaskType":"RebuildMedia","Status":"FINISH","CreateTime":"2026-05-19T07:02:30Z","BeginProcessTime":"2026-05-19T07:02:31Z","FinishTime":"2026-05-19T07:04:07Z","RebuildMediaTask":{"TaskId":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","Status":"FINISH","ErrCode":0,"Message":"SUCCESS","ErrCodeExt":"","Progress":100,"Input":{"FileId":"8312960950918954859","StartTimeOffset":0,"EndTimeOffset":0,"Definition":0,"RepairInfo":{"Switch":"ON","Type":"weak"},"VideoFrameInterpolationInfo":{"Switch":"ON","Fps":25},"SuperResolutionInfo":{"Switch":"ON","Type":"lq","Size":2},"HDRInfo":{"Switch":"OFF","Type":"hdr10"},"VideoDenoiseInfo":{"Switch":"OFF","Type":"weak"},"AudioDenoiseInfo":{"Switch":"OFF","Type":"normal"},"ColorInfo":{"Switch":"OFF","Type":"weak"},"SharpInfo":{"Switch":"OFF","Intensity":0},"FaceInfo":{"Switch":"OFF","Intensity":0},"LowLightInfo":{"Switch":"OFF","Type":"normal"},"ScratchRepairInfo":{"Switch":"OFF","Intensity":0,"Type":"normal"},"ArtifactRepairInfo":{"Switch":"OFF","Type":"weak"},"TargetInfo":{"MediaName":"string","Description":"string","ClassId":0,"ExpireTime":"9999-12-31T23:59:59Z","Container":"mp4","VideoStream":{"Codec":"libx264","Bitrate":0,"Fps":0,"ResolutionAdaptive":"open","Width":0,"Height":0,"FillType":"stretch","Gop":0},"AudioStream":{"Codec":"libfdk_aac","Bitrate":0,"SampleRate":44100,"AudioChannel":2},"RemoveVideo":0,"RemoveAudio":0}},"Output":{"FileType":"mp4","FileUrl":"https://media.example.com/5285485487985271487/rebuilt.mp4","FileId":"5285485487985271487","MediaName":"string","ClassId":0,"ExpireTime":"9999-12-31T23:59:59Z"},"MetaData":{"Size":8062500,"Container":"mp4","Bitrate":2150000,"Height":1080,"Width":1920,"Duration":30.0,"Rotate":0,"VideoStreamSet":[{"Bitrate":2022000,"Height":1080,"Width":1920,"Codec":"h264","Fps":25,"CodecTag":"","DynamicRangeInfo":{"Type":"SDR","HDRType":""}}],"AudioStreamSet":[{"Bitrate":128000,"SamplingRate":44100,"Codec":"aac"}],"VideoDuration":30.0,"AudioDuration":29.98,"Md5":""},"SessionId":"","SessionContext":""},"RequestId":"4a37e1a3-9f1f-4f0f-a3be-5f6a0a9d8c11"}}
 ],
 "region":"optional",
 "body":"json",
 "readOnly":true,
 "python":{
  "method":"describe_task_detail",
  "request":"DescribeTaskDetailRequest",
  "response":"DescribeTaskDetailResponse",
  "waiters":["wait_until_task_finished"]
 }
});

