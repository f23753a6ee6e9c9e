// Runs a program for WASI: node wasi.mjs FILE ARGUMENTS…
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [, , ...args] = process.argv;
const wasi = new WASI({ version: "preview1", args });
const program = await WebAssembly.compile(readFileSync(args[0]));
process.exitCode = wasi.start(await WebAssembly.instantiate(program, { wasi_snapshot_preview1: wasi.wasiImport }));
