tc3gen("texts", "post", [
 [
  "Call",
  "",
  [["Words",""]],
  [["Words",""]]
 ],
 [
  "SendParcel",
  "",
  [["Parcel","What is sent."],["Weight",""],["To",""]],
  []
 ],
 [
  "SendBytes",
  "",
  [["Body",""],["To",""]],
  []
 ],
 [
  "Telegraph",
  "",
  [],
  []
 ]
]);

