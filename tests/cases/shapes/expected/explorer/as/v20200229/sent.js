tc3gen("structs", "sent", [
 {
  "name":"Literal",
  "doc":"An enumeration of numbers.",
  "fields":[
   {"name":"Class","type":{"kind":"Integer"},"required":true,"limits":{"enum":[{"value":1,"doc":"The first."},{"value":2}]},"format":"int32","python":"class_"},
   {"name":"Width","type":{"kind":"Integer"},"facts":[["p",["code","0"],", or ",["code","128"]," to ",["code","4096"],". Only when ",["code","Class"]," is ",["code","1"]," or ",["code","2"],"."]],"limits":{"special":[{"value":0,"doc":"As it is."}],"minimum":128,"maximum":4096},"unit":"px","when":{"field":"Class","values":[1,2]},"python":"width"},
   {"name":"Ratio","type":{"kind":"Float"},"facts":[["p","More than ",["code","0"],", less than ",["code","1"],". Only when the moon is full."]],"limits":{"exclusiveMinimum":0,"exclusiveMaximum":1},"when":{"text":"the moon is full"},"python":"ratio"},
   {"name":"Kind","type":{"kind":"String"},"limits":{"enum":[{"value":"old"},{"value":"new"}],"open":true},"deprecated":{"say":"Deprecated.","doc":"No longer looked at."},"python":"kind"},
   {"name":"Pattern","type":{"kind":"String"},"facts":[["p","At least 2 characters. Matching ",["code","^[a-z]\\\\?\"$"],"."]],"limits":{"minLength":2,"pattern":"^[a-z]\\\\?\"$"},"python":"pattern"},
   {"name":"On","type":{"kind":"Date"},"python":"on"},
   {"name":"At","type":{"kind":"Timestamp ISO8601"},"python":"moment_in_time"}
  ],
  "python":"Literal",
  "usedBy":[
   "Import"
  ]
 },
 {
  "name":"Node",
  "doc":"A tree, which holds trees.",
  "fields":[
   {"name":"Name","type":{"kind":"String"},"required":true,"always":true,"python":"name"},
   {"name":"Children","type":{"kind":"array","item":{"kind":"struct","struct":"Node"}},"python":"children"}
  ],
  "python":"Node",
  "usedBy":[
   "Import",
   "Node"
  ]
 }
]);

