tc3gen("entry", "as", {
 "name":"as",
 "version":"2020-02-29",
 "title":"Awkward Shapes",
 "path":"as/v20200229/index.html",
 "actions":2,
 "doc":"Names that Python wants for itself, and types in every combination."
});
