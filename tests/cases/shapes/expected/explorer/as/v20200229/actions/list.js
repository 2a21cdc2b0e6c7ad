tc3gen("action", "List", {
 "name":"List",
 "file":"list",
 "input":[],
 "output":[
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[],
 "region":"required",
 "body":"json",
 "readOnly":true,
 "python":{
  "method":"list",
  "request":"ListRequest",
  "response":"ListResponse"
 }
});

