tc3gen("entry", "vod", {
 "name":"vod",
 "version":"2018-07-17",
 "title":"Video on Demand",
 "path":"vod/v20180717/index.html",
 "actions":1
});
