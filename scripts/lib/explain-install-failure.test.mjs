import { describe, expect, it } from 'vitest';
import { explainInstallFailure } from './explain-install-failure.mjs';

const NO_PREBUILT =
  '.../better-sqlite3 install: prebuild-install warn install getaddrinfo ENOTFOUND github.com\n';

/** Lines that installations really printed. */
const LOGS = {
  python: `${NO_PREBUILT}install: gyp ERR! stack Error: Could not find any Python installation to use`,
  make: `${NO_PREBUILT}install: gyp ERR! build error \ninstall: gyp ERR! stack Error: not found: make`,
  cc: `${NO_PREBUILT}install: make: cc: No such file or directory\ninstall: gyp ERR! build error`,
  gxx: `${NO_PREBUILT}install: make: g++: No such file or directory\ninstall: gyp ERR! build error`,
  oldCompiler: `${NO_PREBUILT}g++: error: unrecognized command line option '-std=c++20'\ngyp ERR! build error`,
  headers: `${NO_PREBUILT}gyp ERR! stack is related to network connectivity. In most cases you are behind a proxy`,
  otherNode:
    'was compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js',
  fullDisk: 'ERR_PNPM_ENOSPC  ENOSPC: no space left on device, write',
  fullDiskInGyp: `${NO_PREBUILT}fatal error: No space left on device\ngyp ERR! stack Error: ENOSPC`,
  compilation: `${NO_PREBUILT}../src/util/data.cpp:36:17: error: x was not declared\ngyp ERR! build error`,
  certificate: 'npm error code SELF_SIGNED_CERT_IN_CHAIN',
  pnpmOffline: 'FetchError: request to https://registry/x.tgz failed, reason: getaddrinfo EAI_AGAIN registry',
  npxOffline: 'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo',
  rights: "EACCES: permission denied, mkdir 'node_modules/.pnpm'",
  unknown: 'ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"',
};

describe('explainInstallFailure', () => {
  it.each([
    [LOGS.python, /no Python 3\.\nInstall .*Python 3[\s\S]*apt-get[\s\S]*xcode-select/],
    [LOGS.make, /no make\.\nInstall/],
    [LOGS.cc, /no C\+\+ compiler\.\nInstall/],
    [LOGS.gxx, /no C\+\+ compiler\.\nInstall/],
    [LOGS.oldCompiler, /too old, C\+\+20/],
    [LOGS.headers, /nodejs\.org could not be reached[\s\S]*npm_config_nodedir/],
    [LOGS.otherNode, /another Node than this one/],
    [LOGS.fullDisk, /disk is full/],
    [LOGS.fullDiskInGyp, /disk is full/],
    [LOGS.compilation, /could not be compiled\.\nInstall/],
    [LOGS.certificate, /NODE_EXTRA_CA_CERTS/],
    [LOGS.pnpmOffline, /^no network/],
    [LOGS.npxOffline, /^no network/],
    [LOGS.rights, /may not be written/],
    [LOGS.unknown, /could not be installed[\s\S]*OUTDATED_LOCKFILE/],
  ])('explains %j', (log, expected) => {
    expect(explainInstallFailure(log, 'install.log')).toMatch(expected);
  });

  it('quotes the end of the log without what says nothing, and names the file', () => {
    const noise =
      'npm warn Unknown user config\ngyp info ok\ngyp ERR! cwd /somewhere\n    at Client.<anonymous> (pnpm.cjs:1)\n\n';
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const said = explainInstallFailure(`${lines.join('\n')}\n${noise}`, '/x/install.log').split('\n');
    expect(said).toContain('The end of /x/install.log:');
    expect(said.slice(-12)).toEqual(lines.slice(-12).map((line) => `  | ${line}`));
  });
});
