tc3gen("action", "Import", {
 "name":"Import",
 "file":"import",
 "title":"Take things in",
 "doc":[
  ["p","Takes what is sent. Its ",["ref","List",["code","List"]]," hides the builtin of that name."],
  ["ul",[[["p","One thing after another."]],[["p","None twice."]]]]
 ],
 "input":[
  {"name":"From","type":{"kind":"String"},"doc":"Where things come from.","facts":"At most 50 characters.","required":true,"limits":{"maxLength":50},"python":"from_"},
  {"name":"List","type":{"kind":"array","item":{"kind":"String"}},"facts":"1 to 9 items.","limits":{"minItems":1,"maxItems":9},"items":{"enum":[{"value":"a"},{"value":"b"}]},"python":"list"},
  {"name":"Self","type":{"kind":"struct","struct":"Literal"},"doc":"A struct with the name of a helper.","python":"self_"},
  {"name":"Matrix","type":{"kind":"array","item":{"kind":"array","item":{"kind":"struct","struct":"Node"}}},"python":"matrix"},
  {"name":"Any","type":{"kind":"Object"},"doc":"Whatever JSON can say.","python":"any"}
 ],
 "output":[
  {"name":"State","type":{"kind":"String"},"doc":"More may come.","always":true,"limits":{"enum":[{"value":"done"},{"value":"failed"}]},"python":"state"},
  {"name":"Tree","type":{"kind":"struct","struct":"Node"},"always":true,"nullable":true,"python":"tree"},
  {"name":"Count","type":{"kind":"Integer"},"always":true,"python":"count"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[
  "InvalidParameter.List.Empty"
 ],
 "examples":[
  {"title":"The least that is possible","input":{"From":"here"}},
  {"title":"All of it","input":{"From":"quotes \" and ' and \\","List":["a"],"Self":{"Class":1},"Matrix":[[{"Name":"leaf"}],[]],"Any":{"deep":[1,2.5,null,true]}}}
 ],
 "region":"unused",
 "body":"json",
 "rateLimit":0.5,
 "deduplicatedBy":"From",
 "deprecated":{
  "say":[["p","Deprecated since 2024-01-01; use ",["ref","List",["code","List"]]," instead."]],
  "replacement":"List",
  "since":"2024-01-01"
 },
 "python":{
  "method":"import_",
  "request":"ImportRequest",
  "response":"ImportResponse"
 }
});

