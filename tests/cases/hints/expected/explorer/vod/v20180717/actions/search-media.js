tc3gen("action", "SearchMedia", {
 "name":"SearchMedia",
 "file":"search-media",
 "title":"Search for files",
 "input":[
  {"name":"Sort","type":{"kind":"String"},"doc":[["p","The order: ",["code","Asc"]," or ",["code","Desc"],"."]],"hints":{"limits":{"enum":[{"value":"Asc","doc":"Oldest first."},{"value":"Desc"}]},"default":"Desc"},"python":"sort"},
  {"name":"Limit","type":{"kind":"Integer"},"doc":"How many files to find, up to 100.","hints":{"limits":{"minimum":1,"maximum":100},"default":10},"format":"uint64","python":"limit"},
  {"name":"Wait","type":{"kind":"Integer"},"doc":"For how many seconds to wait. -1 means for ever.","facts":[["p","At most ",["code","60"],"."]],"limits":{"maximum":60},"hints":{"limits":{"special":[{"value":-1}]},"unit":"s"},"python":"wait"},
  {"name":"Categories","type":{"kind":"array","item":{"kind":"String"}},"doc":[["p","Up to ten categories, such as ",["code","Video"]," and ",["code","Audio"],", of at most 16 characters each."]],"hints":{"limits":{"maxItems":10},"items":{"enum":[{"value":"Video"},{"value":"Audio"}],"maxLength":16}},"python":"categories"},
  {"name":"Codes","type":{"kind":"array","item":{"kind":"Integer"}},"doc":"Many codes.","hints":{"items":{"enum":[{"value":1},{"value":2},{"value":3},{"value":4},{"value":5},{"value":6},{"value":7},{"value":8},{"value":9},{"value":10},{"value":11},{"value":12},{"value":13}]}},"python":"codes"},
  {"name":"Origin","type":{"kind":"Integer"},"doc":"Where the file comes from.","hints":{"example":"see the console"},"python":"origin"}
 ],
 "output":[
  {"name":"Total","type":{"kind":"Integer"},"doc":"How many files there are.","always":true,"nullable":true,"python":"total"},
  {"name":"State","type":{"kind":"String"},"doc":"Whether all is well. The prose is wrong about the values that are sent.","limits":{"enum":[{"value":"GOOD"},{"value":"BAD"}]},"hints":{"limits":{"enum":[{"value":"good"},{"value":"bad"}]}},"python":"state"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[],
 "examples":[
  {"title":"As a form","request":"POST / HTTP/1.1\n\nSort=Asc```","reply":"data: {\"Total\": 1}"},
  {"title":"The reply alone","output":{"Total":null,"RequestId":"a"}}
 ],
 "region":"optional",
 "body":"json",
 "readOnly":true,
 "python":{
  "method":"search_media",
  "request":"SearchMediaRequest",
  "response":"SearchMediaResponse"
 }
});

