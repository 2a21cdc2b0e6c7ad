tc3gen("entry", "post", {
 "name":"post",
 "version":"2020-01-01",
 "title":"Post",
 "path":"post/v20200101/index.html",
 "actions":4
});
