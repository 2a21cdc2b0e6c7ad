tc3gen("action", "Call", {
 "name":"Call",
 "file":"call",
 "input":[
  {"name":"Words","type":{"kind":"array","item":{"kind":"struct","struct":"Word"}},"required":true,"python":"words"}
 ],
 "output":[
  {"name":"Words","type":{"kind":"array","item":{"kind":"struct","struct":"Word"}},"python":"words"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[],
 "region":"optional",
 "body":"json",
 "streams":true,
 "python":{
  "method":"call_",
  "request":"CallRequest",
  "response":"CallResponse",
  "stream":"call_stream_"
 }
});

