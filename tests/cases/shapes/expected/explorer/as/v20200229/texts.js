tc3gen("texts", "as", [
 [
  "Import",
  "Takes what is sent. Its List hides the builtin of that name. One thing after another. None twice.",
  [["From","Where things come from."],["List","a b"],["Self","A struct with the name of a helper."],["Matrix",""],["Any","Whatever JSON can say."]],
  [["State","More may come. done failed"],["Tree",""],["Count",""]]
 ],
 [
  "List",
  "",
  [],
  []
 ]
]);

