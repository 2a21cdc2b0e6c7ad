tc3gen("structs", "sent", []);

