tc3gen("texts", "vod", [
 [
  "SearchMedia",
  "",
  [["Sort","The order: Asc or Desc. Asc Oldest first. Desc"],["Limit","How many files to find, up to 100."],["Wait","For how many seconds to wait. -1 means for ever. -1"],["Categories","Up to ten categories, such as Video and Audio, of at most 16 characters each. Video Audio"],["Codes","Many codes. 1 2 3 4 5 6 7 8 9 10 11 12 13"],["Origin","Where the file comes from."]],
  [["Total","How many files there are."],["State","Whether all is well. The prose is wrong about the values that are sent. GOOD BAD good bad"]]
 ]
]);

