tc3gen("action", "SendParcel", {
 "name":"SendParcel",
 "file":"send-parcel",
 "title":"Send a parcel",
 "facts":"The request is a form. Its files are given as bytes, at most 10 MB in all.",
 "input":[
  {"name":"Parcel","type":{"kind":"Binary"},"doc":"What is sent.","required":true,"python":"parcel"},
  {"name":"Weight","type":{"kind":"Integer"},"facts":[["p","At least ",["code","1"],"."]],"limits":{"minimum":1},"python":"weight"},
  {"name":"To","type":{"kind":"array","item":{"kind":"String"}},"python":"to"}
 ],
 "output":[
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[
  {"title":"A small one","input":{"Parcel":"\"{{a}}\" \\ b","Weight":1,"To":["Ann"]}}
 ],
 "region":"optional",
 "body":"multipart",
 "python":{
  "method":"send_parcel",
  "request":"SendParcelRequest",
  "response":"SendParcelResponse"
 }
});

