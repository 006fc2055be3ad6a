export type { TokenSecret } from './auth/user-token.ts';
export { createSaasApp, type SaasAppOptions } from './create-saas-app.ts';
