tc3gen("entry", "vod", {
 "name":"vod",
 "version":"2018-07-17",
 "title":"Video on Demand",
 "path":"vod/v20180717/index.html",
 "actions":3,
 "doc":"Stores, processes and delivers audio and video files. This description covers the rebuilding of a media file, which improves its picture and sound, and the tasks in which that work is done."
});
