tc3gen("action", "Telegraph", {
 "name":"Telegraph",
 "file":"telegraph",
 "facts":"Offline: the service does not answer this action any more.",
 "input":[],
 "output":[
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[],
 "region":"optional",
 "body":"json",
 "deprecated":{
  "say":[["p","Deprecated; use ",["ref","Call",["code","Call"]]," instead."]],
  "replacement":"Call"
 },
 "offline":true,
 "python":{
  "method":"telegraph",
  "request":"TelegraphRequest",
  "response":"TelegraphResponse"
 }
});

