tc3gen("action", "SendBytes", {
 "name":"SendBytes",
 "file":"send-bytes",
 "facts":[
  ["p","The request bears no signature, so that it needs no credentials. The request is bytes, at most 10 MB, which are sent as they are. The parameters travel in headers that begin with ",["code","X-Post-"],", which hold nothing but visible ASCII characters and spaces between them."]
 ],
 "input":[
  {"name":"Body","type":{"kind":"String"},"python":"body_"},
  {"name":"To","type":{"kind":"String"},"required":true,"python":"to"}
 ],
 "output":[
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[
  {"title":"Bytes, answered one by one","request":"{{bytes}}","reply":"data: {{a}}\n\n"}
 ],
 "region":"optional",
 "body":"octet-stream",
 "unsigned":true,
 "headerPrefix":"X-Post-",
 "streams":true,
 "python":{
  "method":"send_bytes",
  "request":"SendBytesRequest",
  "response":"SendBytesResponse",
  "stream":"send_bytes_stream"
 }
});

