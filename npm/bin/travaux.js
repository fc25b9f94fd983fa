#!/usr/bin/env node
// Runs the binary of the package for this system.
"use strict";
const { spawn } = require("node:child_process");

const system = `${process.platform}-${process.arch}`;
const extension = process.platform === "win32" ? ".exe" : "";

let binary;
try {
  binary = require.resolve(`travaux-${system}/travaux${extension}`);
} catch {
  console.error(`travaux: there is no binary for ${system}, or npm was told to leave out optional dependencies`);
  process.exit(2);
}

const child = spawn(binary, process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`travaux: ${error.message}`);
  process.exit(2);
});
child.on("exit", (status, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(status);
  }
});
