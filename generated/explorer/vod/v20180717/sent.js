tc3gen("structs", "sent", [
 {
  "name":"RepairInfo",
  "doc":"The repair of damage to the picture.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether the picture is repaired.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to repair.","facts":[["p","Default: ",["code","weak"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"enum":[{"value":"weak","doc":"A light touch."},{"value":"normal","doc":"The usual strength."},{"value":"strong","doc":"As much as possible."}]},"default":"weak","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"RepairInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"VideoFrameInterpolationInfo",
  "doc":"The making of additional frames, so that motion looks smoother.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether frames are added.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Fps","type":{"kind":"Integer"},"doc":"The frame rate to reach. Left out, it is that of the source.","facts":[["p","More than ",["code","0"],", at most ",["code","100"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"exclusiveMinimum":0,"maximum":100},"format":"int64","unit":"fps","example":25,"when":{"field":"Switch","values":["ON"]},"python":"fps"}
  ],
  "python":"VideoFrameInterpolationInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"SuperResolutionInfo",
  "doc":"The raising of the picture's resolution.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether the resolution is raised.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"The kind of source that the method is made for.","facts":[["p","Default: ",["code","lq"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"enum":[{"value":"lq","doc":"For sources of low quality with much noise."},{"value":"hq","doc":"For sources of high quality."}]},"default":"lq","when":{"field":"Switch","values":["ON"]},"python":"type"},
   {"name":"Size","type":{"kind":"Integer"},"doc":"By what factor. The service knows only doubling.","facts":[["p","Default: ",["code","2"],"."]],"always":true,"limits":{"enum":[{"value":2}]},"format":"int64","default":2,"python":"size"}
  ],
  "python":"SuperResolutionInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"HDRInfo",
  "doc":"The conversion to a high dynamic range.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether the range is converted.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":[["p","The standard to convert to. It also takes a target whose video ",["code","Codec"]," is set to ",["code","libx264"]," or ",["code","libx265"],"."]],"facts":[["p","Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"enum":[{"value":"hdr10","doc":"The HDR10 standard."},{"value":"hlg","doc":"The HLG standard, hybrid log-gamma."}]},"when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"HDRInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"VideoDenoiseInfo",
  "doc":"The removal of noise from the picture.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether noise is removed from the picture.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to remove noise.","facts":[["p","Default: ",["code","weak"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"enum":[{"value":"weak","doc":"A light touch."},{"value":"strong","doc":"As much as possible."}]},"default":"weak","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"VideoDenoiseInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"AudioDenoiseInfo",
  "doc":"The removal of noise from the sound.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether noise is removed from the sound.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to remove noise.","facts":[["p","Default: ",["code","normal"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"enum":[{"value":"normal","doc":"The usual strength."}]},"default":"normal","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"AudioDenoiseInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"ColorEnhanceInfo",
  "doc":"The enhancement of colors.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether colors are enhanced.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to enhance colors.","facts":[["p","Default: ",["code","weak"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"enum":[{"value":"weak","doc":"A light touch."},{"value":"normal","doc":"The usual strength."},{"value":"strong","doc":"As much as possible."}]},"default":"weak","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"ColorEnhanceInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"SharpEnhanceInfo",
  "doc":"The enhancement of fine detail.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether detail is enhanced.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Intensity","type":{"kind":"Float"},"doc":"How strongly to enhance detail.","facts":[["p",["code","0.0"]," to ",["code","1.0"],". Default: ",["code","0.0"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"minimum":0.0,"maximum":1.0},"format":"float","default":0.0,"example":0.5,"when":{"field":"Switch","values":["ON"]},"python":"intensity"}
  ],
  "python":"SharpEnhanceInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"FaceEnhanceInfo",
  "doc":"The enhancement of faces.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether faces are enhanced.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Intensity","type":{"kind":"Float"},"doc":"How strongly to enhance faces.","facts":[["p",["code","0.0"]," to ",["code","1.0"],". Default: ",["code","0.0"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"minimum":0.0,"maximum":1.0},"format":"float","default":0.0,"example":0.5,"when":{"field":"Switch","values":["ON"]},"python":"intensity"}
  ],
  "python":"FaceEnhanceInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"LowLightEnhanceInfo",
  "doc":"The enhancement of scenes with little light.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether dark scenes are enhanced.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to enhance dark scenes.","facts":[["p","Default: ",["code","normal"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"enum":[{"value":"normal","doc":"The usual strength."}]},"default":"normal","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"LowLightEnhanceInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"ScratchRepairInfo",
  "doc":"The removal of scratches.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether scratches are removed.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Intensity","type":{"kind":"Float"},"doc":"How strongly to remove scratches.","facts":[["p",["code","0.0"]," to ",["code","1.0"],". Default: ",["code","0.0"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"minimum":0.0,"maximum":1.0},"format":"float","default":0.0,"example":0.5,"when":{"field":"Switch","values":["ON"]},"python":"intensity"},
   {"name":"Type","type":{"kind":"String"},"doc":"The method.","facts":[["p","Default: ",["code","normal"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"always":true,"limits":{"enum":[{"value":"normal","doc":"The usual method."}]},"default":"normal","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"ScratchRepairInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"ArtifactRepairInfo",
  "doc":"The removal of artifacts such as jagged edges.",
  "fields":[
   {"name":"Switch","type":{"kind":"String"},"doc":"Whether artifacts are removed.","required":true,"always":true,"limits":{"enum":[{"value":"ON"},{"value":"OFF"}]},"python":"switch"},
   {"name":"Type","type":{"kind":"String"},"doc":"How strongly to remove artifacts.","facts":[["p","Default: ",["code","weak"],". Only when ",["code","Switch"]," is ",["code","ON"],"."]],"limits":{"enum":[{"value":"weak","doc":"A light touch."},{"value":"strong","doc":"As much as possible."}]},"default":"weak","when":{"field":"Switch","values":["ON"]},"python":"type"}
  ],
  "python":"ArtifactRepairInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"RebuildMediaTargetInfo",
  "doc":"The file that a rebuild makes.",
  "fields":[
   {"name":"MediaName","type":{"kind":"String"},"doc":"The file's name. Left out, the service makes one up.","facts":"At most 64 characters.","limits":{"maxLength":64},"example":"Summer, rebuilt","python":"media_name"},
   {"name":"Description","type":{"kind":"String"},"doc":"A text about the file. Left out, there is none.","facts":"At most 128 characters.","limits":{"maxLength":128},"example":"Rebuilt from the tape of 1987.","python":"description"},
   {"name":"ClassId","type":{"kind":"Integer"},"doc":[["p","The category to file it under, as ",["code","CreateClass"]," gave its ID; 0 is \"other\"."]],"facts":[["p","Default: ",["code","0"],"."]],"format":"int64","default":0,"python":"class_id"},
   {"name":"ExpireTime","type":{"kind":"String"},"doc":"When the service is to delete the file, as an ISO 8601 date and time. Left out, it is kept for ever.","example":"2027-01-01T00:00:00+08:00","python":"expire_time"},
   {"name":"Container","type":{"kind":"String"},"doc":"The container format.","facts":[["p","Default: ",["code","mp4"],"."]],"limits":{"enum":[{"value":"mp4"},{"value":"flv"},{"value":"hls"}]},"default":"mp4","python":"container"},
   {"name":"VideoStream","type":{"kind":"struct","struct":"RebuildMediaTargetVideoStream"},"doc":"The picture.","python":"video_stream"},
   {"name":"AudioStream","type":{"kind":"struct","struct":"RebuildMediaTargetAudioStream"},"doc":"The sound.","python":"audio_stream"},
   {"name":"RemoveVideo","type":{"kind":"Integer"},"doc":"Whether to leave the picture out.","facts":[["p","Default: ",["code","0"],"."]],"limits":{"enum":[{"value":0,"doc":"Keep it."},{"value":1,"doc":"Remove it."}]},"format":"int64","default":0,"python":"remove_video"},
   {"name":"RemoveAudio","type":{"kind":"Integer"},"doc":"Whether to leave the sound out.","facts":[["p","Default: ",["code","0"],"."]],"limits":{"enum":[{"value":0,"doc":"Keep it."},{"value":1,"doc":"Remove it."}]},"format":"int64","default":0,"python":"remove_audio"}
  ],
  "python":"RebuildMediaTargetInfo",
  "usedBy":[
   "RebuildMedia",
   "RebuildMediaTaskInput"
  ]
 },
 {
  "name":"RebuildMediaTargetVideoStream",
  "doc":"The picture of the file that a rebuild makes.",
  "fields":[
   {"name":"Codec","type":{"kind":"String"},"doc":"How the picture is encoded.","facts":[["p","Default: ",["code","libx264"],"."]],"always":true,"limits":{"enum":[{"value":"libx264","doc":"H.264."},{"value":"libx265","doc":"H.265."},{"value":"av1","doc":"AOMedia Video 1."}]},"default":"libx264","python":"codec"},
   {"name":"Bitrate","type":{"kind":"Integer"},"doc":"The bitrate of the picture.","facts":[["p",["code","0"],", or ",["code","128"]," to ",["code","35000"],"."]],"always":true,"limits":{"special":[{"value":0,"doc":"Whatever VOD finds best."}],"minimum":128,"maximum":35000},"format":"int64","unit":"kbps","example":1000,"python":"bitrate"},
   {"name":"Fps","type":{"kind":"Integer"},"doc":"The frame rate; 0 leaves it as it is in the source.","facts":[["p",["code","0"]," to ",["code","100"],"."]],"always":true,"limits":{"minimum":0,"maximum":100},"format":"int64","unit":"Hz","example":25,"python":"fps"},
   {"name":"ResolutionAdaptive","type":{"kind":"String"},"doc":[["p","What ",["code","Width"]," and ",["code","Height"]," are measured along."]],"facts":[["p","Default: ",["code","open"],"."]],"always":true,"limits":{"enum":[{"value":"open","doc":[["p",["code","Width"]," is the longer side, ",["code","Height"]," the shorter one."]]},{"value":"close","doc":[["p",["code","Width"]," is the width, ",["code","Height"]," the height."]]}]},"default":"open","python":"resolution_adaptive"},
   {"name":"Width","type":{"kind":"Integer"},"doc":[["p","The greatest width, or length of the longer side. Where ",["code","Height"]," is given too, both hold exactly."]],"facts":[["p",["code","0"],", or ",["code","128"]," to ",["code","4096"],". Default: ",["code","0"],"."]],"always":true,"limits":{"special":[{"value":0,"doc":[["p","In proportion to ",["code","Height"],"; both 0, as in the source."]]}],"minimum":128,"maximum":4096},"format":"int64","default":0,"unit":"px","example":1920,"python":"width"},
   {"name":"Height","type":{"kind":"Integer"},"doc":[["p","The greatest height, or length of the shorter side. Where ",["code","Width"]," is given too, both hold exactly."]],"facts":[["p",["code","0"],", or ",["code","128"]," to ",["code","4096"],". Default: ",["code","0"],"."]],"always":true,"limits":{"special":[{"value":0,"doc":[["p","In proportion to ",["code","Width"],"; both 0, as in the source."]]}],"minimum":128,"maximum":4096},"format":"int64","default":0,"unit":"px","example":1080,"python":"height"},
   {"name":"FillType","type":{"kind":"String"},"doc":[["p","What to do with a picture whose proportions are not those of ",["code","Width"]," and ",["code","Height"],"."]],"facts":[["p","Default: ",["code","stretch"],"."]],"always":true,"limits":{"enum":[{"value":"stretch","doc":"Stretch it, which may distort what it shows."},{"value":"black","doc":"Keep its proportions and fill the rest with black bars."}]},"default":"stretch","python":"fill_type"},
   {"name":"Gop","type":{"kind":"Integer"},"doc":"The distance between two key frames (I-frames).","facts":[["p",["code","0"],", or ",["code","1"]," to ",["code","100000"],"."]],"always":true,"limits":{"special":[{"value":0,"doc":"Whatever the service finds best, as when left out."}],"minimum":1,"maximum":100000},"format":"int64","unit":"frames","example":125,"python":"gop"}
  ],
  "python":"RebuildMediaTargetVideoStream",
  "usedBy":[
   "RebuildMediaTargetInfo"
  ]
 },
 {
  "name":"RebuildMediaTargetAudioStream",
  "doc":"The sound of the file that a rebuild makes.",
  "fields":[
   {"name":"Codec","type":{"kind":"String"},"doc":[["p","How the sound is encoded. Which codecs are possible depends on the target's ",["code","Container"],"."]],"always":true,"limits":{"enum":[{"value":"libfdk_aac","doc":[["p","AAC, for ",["code","mp4"],", ",["code","flv"]," and ",["code","hls"],"; better suited to ",["code","mp4"],"."]]},{"value":"libmp3lame","doc":[["p","MP3, for ",["code","mp4"]," and ",["code","flv"],"; better suited to ",["code","flv"],"."]]},{"value":"mp2","doc":[["p","MP2, for ",["code","mp4"]," and ",["code","flv"],"."]]},{"value":"ac3","doc":"AC-3, for no container that a rebuild makes today."},{"value":"flac","doc":"FLAC, for no container that a rebuild makes today."}]},"python":"codec"},
   {"name":"Bitrate","type":{"kind":"Integer"},"doc":"The bitrate of the sound.","facts":[["p",["code","0"],", or ",["code","26"]," to ",["code","256"],"."]],"always":true,"limits":{"special":[{"value":0,"doc":"Whatever VOD finds best."}],"minimum":26,"maximum":256},"format":"int64","unit":"kbps","example":128,"python":"bitrate"},
   {"name":"SampleRate","type":{"kind":"Integer"},"doc":"The sampling rate.","always":true,"limits":{"enum":[{"value":32000},{"value":44100},{"value":48000}]},"format":"int64","unit":"Hz","python":"sample_rate"},
   {"name":"AudioChannel","type":{"kind":"Integer"},"doc":"The number of channels.","facts":[["p","Default: ",["code","2"],"."]],"always":true,"limits":{"enum":[{"value":1,"doc":"One channel."},{"value":2,"doc":"Two channels."},{"value":6,"doc":"Six channels; not in a container for sound alone."}]},"format":"int64","default":2,"python":"audio_channel"}
  ],
  "python":"RebuildMediaTargetAudioStream",
  "usedBy":[
   "RebuildMediaTargetInfo"
  ]
 },
 {
  "name":"TimeRange",
  "doc":"A span of time; either end may be left open.",
  "fields":[
   {"name":"After","type":{"kind":"String"},"doc":"Its beginning, which belongs to it, as an ISO 8601 date and time.","example":"2026-05-19T00:00:00+08:00","python":"after"},
   {"name":"Before","type":{"kind":"String"},"doc":"Its end, which no longer belongs to it, as an ISO 8601 date and time.","example":"2026-05-20T00:00:00+08:00","python":"before"}
  ],
  "python":"TimeRange",
  "usedBy":[
   "DescribeTasks"
  ]
 },
 {
  "name":"SortBy",
  "doc":"The order of a list.",
  "fields":[
   {"name":"Field","type":{"kind":"String"},"doc":"The field to sort by.","required":true,"example":"CreateTime","python":"field"},
   {"name":"Order","type":{"kind":"String"},"doc":"The direction.","required":true,"limits":{"enum":[{"value":"Asc","doc":"Smallest or earliest first."},{"value":"Desc","doc":"Greatest or latest first."}]},"python":"order"}
  ],
  "python":"SortBy",
  "usedBy":[
   "DescribeTasks"
  ]
 }
]);

