// Builds the extension with the program inside: node build.mjs [--target PLATFORM] [--bundle-only]
//
// From a fresh clone, with Rust and Node.js 20 or later installed, this is all: it fetches what it needs, compiles the
// program unless TRAVAUX_BIN names one, strips it, and writes travaux-PLATFORM.vsix into this folder.
//
//   --target PLATFORM   one of vsce's platforms, such as linux-x64, win32-x64 or darwin-arm64; default: this machine's
//   --bundle-only       compiles the scripts and copies the files, without the program and the package
//   TRAVAUX_BIN         the program to put inside, which must be one for that platform

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SIZE_LIMIT_BYTES = 8_000_000;
const SAMPLES = ['cybercrime.en.treaty.md', 'cybercrime.ar.treaty.md', 'cybercrime.positions.json', 'seeds.topics.json'];
const SCHEMAS = ['positions.schema.json', 'groups.schema.json', 'topics.schema.json'];

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
const { values: options } = parseArgs({
  options: { target: { type: 'string' }, 'bundle-only': { type: 'boolean', default: false } },
});
const target = options.target ?? `${process.platform}-${process.arch}`;
const isWindows = target.startsWith('win32');

process.chdir(here);
if (!fs.existsSync('node_modules')) {
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
}
await bundle();
copyFiles();
if (!options['bundle-only']) {
  putProgramInside();
  pack();
}

function npm(...given) {
  execFileSync('npm', given, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function node(script, ...given) {
  execFileSync(process.execPath, [path.join('node_modules', script), ...given], { stdio: 'inherit' });
}

/** Checks the types, then compiles each entry point into one file without dependencies. */
async function bundle() {
  node('typescript/bin/tsc');
  node('typescript/bin/tsc', '--project', 'webview');
  const { build } = await import('esbuild');
  fs.rmSync('dist', { recursive: true, force: true });
  const shared = { bundle: true, minify: true, legalComments: 'none', outdir: 'dist', logLevel: 'warning' };
  await build({
    ...shared,
    entryPoints: ['src/extension.ts', 'src/client.ts'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', './client.js'],
    // Written with `require`, which every version of the editor gives its extensions.
    supported: { 'dynamic-import': false },
  });
  const pages = ['reading', 'positions'].flatMap((name) => [`webview/${name}.ts`, `webview/${name}.css`]);
  await build({ ...shared, entryPoints: pages, platform: 'browser', format: 'iife', target: 'es2022' });
}

/** Copies what has its place elsewhere in the repository. */
function copyFiles() {
  copyAll('samples', SAMPLES.map((name) => `seeds/${name}`));
  copyAll('schemas', SCHEMAS.map((name) => `server/model/data/${name}`));
  const grammars = fs.readdirSync(path.join(repository, 'grammar/textmate')).filter((name) => name.endsWith('.tmLanguage.json'));
  copyAll('syntaxes', grammars.map((name) => `grammar/textmate/${name}`));
}

function copyAll(folder, files) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder);
  for (const file of files) {
    fs.copyFileSync(path.join(repository, file), path.join(folder, path.basename(file)));
  }
}

function putProgramInside() {
  const name = isWindows ? 'travaux.exe' : 'travaux';
  const program = process.env.TRAVAUX_BIN ?? compiled(name);
  fs.rmSync('bin', { recursive: true, force: true });
  fs.mkdirSync('bin');
  const inside = path.join('bin', name);
  fs.copyFileSync(program, inside);
  fs.chmodSync(inside, 0o755);
  if (!isWindows && target.startsWith(process.platform)) {
    execFileSync('strip', [inside]);
  }
}

function compiled(name) {
  execFileSync('cargo', ['build', '--release', '--locked', '--package', 'travaux'], { cwd: repository, stdio: 'inherit' });
  return path.join(repository, process.env.CARGO_TARGET_DIR ?? 'target', 'release', name);
}

function pack() {
  const file = `travaux-${target}.vsix`;
  node('@vscode/vsce/vsce', 'package', '--target', target, '--out', file, '--no-dependencies', '--allow-missing-repository');
  const { size } = fs.statSync(file);
  if (size > SIZE_LIMIT_BYTES) {
    throw new Error(`${file} has ${size} bytes, more than ${SIZE_LIMIT_BYTES}`);
  }
  console.log(`${path.join(here, file)}: ${(size / 1e6).toFixed(1)} MB`);
}
