const QUOTED_LINES = 12;

const COMPILER_REMEDY = `Install a C++ compiler, make and Python 3, then try again:
  Debian, Ubuntu   sudo apt-get install -y build-essential python3
  Fedora, RHEL     sudo dnf install -y gcc-c++ make python3
  Alpine           sudo apk add build-base python3
  macOS            xcode-select --install
  Windows          Visual Studio Build Tools with "Desktop development with C++", and Python 3 (untested)`;

const HEADERS_REMEDY = `A Node from nodejs.org, nvm or the official container image brings its headers along; Debian's is completed by
"sudo apt-get install -y libnode-dev". Headers elsewhere are named by npm_config_nodedir (the folder that holds include/node).`;

const NETWORK_REMEDY =
  'The first run needs the network, later ones do not. Check the connection, the proxy (HTTPS_PROXY) and the registry that "npm config get registry" names, then try again.';

/**
 * What may be found in the log of a failed installation, the more telling first: prebuild-install complains of the
 * network before every compilation, so that compilers come before networks.
 * @type {{ found: RegExp, means: string, remedy: string }[]}
 */
const CAUSES = [
  {
    found: /Could not find any Python/,
    means: 'better-sqlite3 could not be compiled: there is no Python 3.',
    remedy: COMPILER_REMEDY,
  },
  {
    found: /gyp ERR! .*not found: make/,
    means: 'better-sqlite3 could not be compiled: there is no make.',
    remedy: COMPILER_REMEDY,
  },
  {
    found:
      /\b(cc|c\+\+|gcc|g\+\+|clang|clang\+\+): (No such file|not found|command not found)|gyp ERR! find VS|No Xcode or CLT/,
    means: 'better-sqlite3 could not be compiled: there is no C++ compiler.',
    remedy: COMPILER_REMEDY,
  },
  {
    found: /unrecognized command[- ]line option .{0,3}-std=|invalid value 'c\+\+20'/,
    means:
      'better-sqlite3 could not be compiled: the C++ compiler is too old, C++20 is needed (GCC 10, Clang 10).',
    remedy: COMPILER_REMEDY,
  },
  {
    found: /gyp ERR! .*network connectivity/,
    means:
      "better-sqlite3 could not be compiled: Node's headers are not here, and nodejs.org could not be reached.",
    remedy: HEADERS_REMEDY,
  },
  {
    found: /NODE_MODULE_VERSION/,
    means: `better-sqlite3 was compiled for another Node than this one, ${process.version}: its headers are of another version.`,
    remedy: HEADERS_REMEDY,
  },
  { found: /ENOSPC/, means: 'the disk is full.', remedy: 'Make room, then try again.' },
  { found: /gyp ERR!/, means: 'better-sqlite3 could not be compiled.', remedy: COMPILER_REMEDY },
  {
    found: /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED/,
    means: "the package registry's certificate is not trusted.",
    remedy: 'Behind a proxy that inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS, then try again.',
  },
  {
    found:
      /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    means: 'no network: the package registry could not be reached.',
    remedy: NETWORK_REMEDY,
  },
  {
    found: /EACCES|EPERM/,
    means: 'a file or folder may not be written.',
    remedy: 'Make this folder and its node_modules yours (or delete node_modules), then try again.',
  },
];

/**
 * Says in words why an installation failed and what to do, and quotes the end of its log.
 * @param {string} log what npx and pnpm printed
 * @param {string} logFile where the whole log is
 * @returns {string}
 */
export function explainInstallFailure(log, logFile) {
  const { means, remedy } = CAUSES.find(({ found }) => found.test(log)) ?? {
    means: 'the packages could not be installed.',
    remedy: 'If the lines below do not say why, delete node_modules and try again.',
  };
  return [means, remedy, '', `The end of ${logFile}:`, ...quoteEnd(log)].join('\n');
}

/** @param {string} log */
function quoteEnd(log) {
  return log
    .split('\n')
    .map((line) => line.replace(/^\S*node_modules\/better-sqlite3 install: /, '').trimEnd())
    .filter((line) => line !== '' && !isNoise(line))
    .slice(-QUOTED_LINES)
    .map((line) => `  | ${line}`);
}

/** @param {string} line */
function isNoise(line) {
  return /^(npm (warn|notice)|gyp info|gyp ERR! (System|command|cwd|node|node-gyp|\$npm|not ok|stack at|find Python$)| +at |Progress: )/.test(
    line,
  );
}
