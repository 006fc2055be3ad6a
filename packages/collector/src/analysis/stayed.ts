/** The outcome that needs no event: somebody was active in a later period. */
export const STAYED = 'stayed';
