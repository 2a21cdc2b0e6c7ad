tc3gen("service", "vod", {
 "name":"vod",
 "version":"2018-07-17",
 "title":"Video on Demand",
 "endpoints":[
  {"site":"domestic","host":"vod.tencentcloudapi.com"}
 ],
 "python":{
  "package":"tc3.vod",
  "module":"tc3.vod.v20180717",
  "client":"VodClient",
  "asyncClient":"AsyncVodClient"
 },
 "actions":[
  {"name":"SearchMedia","file":"search-media","title":"Search for files"}
 ],
 "structs":[],
 "errors":[]
});

