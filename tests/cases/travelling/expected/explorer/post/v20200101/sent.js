tc3gen("structs", "sent", [
 {
  "name":"Word",
  "fields":[
   {"name":"Text","type":{"kind":"String"},"python":"text"}
  ],
  "python":"Word",
  "usedBy":[
   "Call"
  ]
 }
]);

