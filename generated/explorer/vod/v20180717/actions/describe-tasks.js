tc3gen("action", "DescribeTasks", {
 "name":"DescribeTasks",
 "file":"describe-tasks",
 "title":"List tasks",
 "doc":[
  ["p","Lists those tasks of the past 72 hours that pass every filter that is sent."],
  ["p","A long list comes in parts: while a reply holds a ",["code","ScrollToken"],", the same request with that token gets the next part."]
 ],
 "input":[
  {"name":"SubAppId","type":{"kind":"Integer"},"doc":"The VOD application whose tasks to list. An account that activated VOD on or after 25 December 2023 must send it, even for its default application.","format":"uint64","example":1500012345,"python":"sub_app_id"},
  {"name":"Status","type":{"kind":"String"},"doc":"Only tasks in this state.","limits":{"enum":[{"value":"WAITING","doc":"Not begun."},{"value":"PROCESSING","doc":"At work."},{"value":"FINISH","doc":"Over."}]},"python":"status"},
  {"name":"FileId","type":{"kind":"String"},"doc":"Only tasks on this file.","example":"8312960950918954859","python":"file_id"},
  {"name":"CreateTime","type":{"kind":"struct","struct":"TimeRange"},"doc":"Only tasks that were submitted in this span of time.","python":"create_time"},
  {"name":"FinishTime","type":{"kind":"struct","struct":"TimeRange"},"doc":"Only tasks that ended in this span of time.","python":"finish_time"},
  {"name":"Sort","type":{"kind":"struct","struct":"SortBy"},"doc":[["p","The order of the list, by ",["code","CreateTime"]," or by ",["code","FinishTime"],"."]],"python":"sort"},
  {"name":"Limit","type":{"kind":"Integer"},"doc":"How many tasks one reply may hold.","facts":[["p","At most ",["code","100"],". Default: ",["code","10"],"."]],"limits":{"maximum":100},"format":"uint64","default":10,"python":"limit"},
  {"name":"ScrollToken","type":{"kind":"String"},"doc":"The token of the reply before, to go on where that one stopped.","example":"taskId6","python":"scroll_token"}
 ],
 "output":[
  {"name":"TaskSet","type":{"kind":"array","item":{"kind":"struct","struct":"TaskSimpleInfo"}},"doc":"This part of the list.","always":true,"python":"task_set"},
  {"name":"ScrollToken","type":{"kind":"String"},"doc":"What to send to get the next part. Empty where there is none.","always":true,"example":"taskId6","python":"scroll_token"},
  {"name":"RequestId","type":{"kind":"String"},"doc":"The id that the service gave this request; support asks for it.","always":true,"python":"request_id"}
 ],
 "errors":[
  "FailedOperation",
  "FailedOperation.InvalidVodUser",
  "InternalError",
  "InvalidParameterValue",
  "InvalidParameterValue.Status",
  "UnauthorizedOperation"
 ],
 "examples":[
  {"title":"The first two finished tasks","doc":"There are more, as the token in the reply tells.","input":{"Status":"FINISH","Limit":2},"output":{"TaskSet":[{"TaskId":"125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx","Status":"FINISH","FileId":"8312960950918954859","TaskType":"RebuildMedia","CreateTime":"2026-05-19T07:02:30Z","BeginProcessTime":"2026-05-19T07:02:31Z","FinishTime":"2026-05-19T07:04:07Z","SessionId":"","SessionContext":""},{"TaskId":"125xxx-Procedure-2e1af2456351812be963e309cc133xxx","Status":"FINISH","FileId":"5285890784246869930","TaskType":"Procedure","CreateTime":"2026-05-19T06:40:12Z","BeginProcessTime":"2026-05-19T06:40:13Z","FinishTime":"2026-05-19T06:40:58Z","SessionId":"order-1186","SessionContext":"{\"user\": 41}"}],"ScrollToken":"125xxx-EditMedia-61c975da05662fd9d3bf9d89a6336xxx","RequestId":"46311b39-10ce-47eb-b2b6-7ce82bb4476d"}},
  {"title":"The tasks on one file on one morning, oldest first","input":{"FileId":"8312960950918954859","CreateTime":{"After":"2026-05-19T00:00:00+08:00","Before":"2026-05-19T12:00:00+08:00"},"Sort":{"Field":"CreateTime","Order":"Asc"}},"output":{"TaskSet":[],"ScrollToken":"","RequestId":"9d1f8f5e-6a0b-4d1c-8b52-2f1f4f7f3a90"}}
 ],
 "region":"optional",
 "body":"json",
 "rateLimit":100,
 "readOnly":true,
 "python":{
  "method":"describe_tasks",
  "request":"DescribeTasksRequest",
  "response":"DescribeTasksResponse",
  "items":"describe_tasks_items"
 }
});

