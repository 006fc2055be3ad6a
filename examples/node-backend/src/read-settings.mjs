/**
 * @typedef {object} Settings
 * @property {string} ardentUrl where the collector answers
 * @property {string} secretKey with the scope `admin`; never leaves this process
 * @property {{ keyId: string, secret: string } | undefined} tokenSecret what user tokens are made with, if there is one
 * @property {number} port
 */

/**
 * The settings of the environment.
 * @param {Record<string, string | undefined>} environment
 * @returns {Settings}
 * @throws {Error} that names the setting and what to do
 */
export function readSettings(environment) {
  const { ARDENT_URL, ARDENT_SECRET_KEY, ARDENT_TOKEN_SECRET, PORT } = environment;
  if (!ARDENT_SECRET_KEY) {
    throw new Error(
      'ARDENT_SECRET_KEY is missing: set it to a secret key, as the first start of Ardent shows it',
    );
  }
  const port = Number(PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a whole number from 0 to 65535, got "${PORT}": unset it for 3000`);
  }
  return {
    ardentUrl: ARDENT_URL || 'http://127.0.0.1:8787',
    secretKey: ARDENT_SECRET_KEY,
    tokenSecret: ARDENT_TOKEN_SECRET ? readTokenSecret(ARDENT_TOKEN_SECRET) : undefined,
    port,
  };
}

/** @param {string} text */
function readTokenSecret(text) {
  const [keyId, secret] = text.split(' ');
  if (keyId && secret) return { keyId, secret };
  throw new Error(
    'ARDENT_TOKEN_SECRET must be an id and a secret with a space between: set it to what "ardent keys create --token" prints',
  );
}
