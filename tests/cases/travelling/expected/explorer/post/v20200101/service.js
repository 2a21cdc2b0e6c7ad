tc3gen("service", "post", {
 "name":"post",
 "version":"2020-01-01",
 "title":"Post",
 "endpoints":[
  {"site":"domestic","host":"post.tencentcloudapi.com"}
 ],
 "python":{
  "package":"tc3.post",
  "module":"tc3.post.v20200101",
  "client":"PostClient",
  "asyncClient":"AsyncPostClient"
 },
 "actions":[
  {"name":"Call","file":"call"},
  {"name":"SendParcel","file":"send-parcel","title":"Send a parcel"},
  {"name":"SendBytes","file":"send-bytes"},
  {"name":"Telegraph","file":"telegraph","deprecated":true,"offline":true}
 ],
 "structs":[
  {"name":"Word","sent":true}
 ],
 "errors":[]
});

