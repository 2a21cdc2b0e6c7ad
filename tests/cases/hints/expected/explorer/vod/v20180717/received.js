tc3gen("structs", "received", []);

