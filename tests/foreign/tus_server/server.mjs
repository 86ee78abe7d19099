// node server.mjs FOLDER: a tus server on loopback that stores uploads in FOLDER; prints its port, ends when its standard input closes.
import { createServer } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const tus = new Server({ path: "/files", datastore: new FileStore({ directory: process.argv[2] }) });
const http = createServer((request, response) => tus.handle(request, response));
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
