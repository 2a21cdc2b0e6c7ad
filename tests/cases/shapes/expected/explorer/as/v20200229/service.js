tc3gen("service", "as", {
 "name":"as",
 "version":"2020-02-29",
 "title":"Awkward Shapes",
 "doc":"Names that Python wants for itself, and types in every combination.",
 "endpoints":[
  {"site":"domestic","host":"as.tencentcloudapi.com"}
 ],
 "python":{
  "package":"tc3.as_",
  "module":"tc3.as_.v20200229",
  "client":"AsClient",
  "asyncClient":"AsyncAsClient"
 },
 "actions":[
  {"name":"Import","file":"import","title":"Take things in","deprecated":true},
  {"name":"List","file":"list"}
 ],
 "structs":[
  {"name":"Literal","sent":true},
  {"name":"Node","sent":true}
 ],
 "errors":[
  {"code":"InvalidParameter","python":"InvalidParameter"},
  {"code":"InvalidParameter.List","python":"InvalidParameterList"},
  {"code":"InvalidParameter.List.Empty","doc":"Nothing was sent.","solution":"Send something.","python":"InvalidParameterListEmpty"},
  {"code":"SystemError","doc":"It is not Python's.","python":"SystemError"}
 ]
});

