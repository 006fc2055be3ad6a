/** Where people work: their clocks, and how their browser is set. */
export interface Region {
  readonly timeZone: string;
  readonly locale: string;
  readonly weight: number;
}

/** Regions, each as common among customers as its weight. */
export const REGIONS: readonly Region[] = [
  { timeZone: 'Europe/London', locale: 'en-GB', weight: 14 },
  { timeZone: 'Europe/Berlin', locale: 'de-DE', weight: 15 },
  { timeZone: 'Europe/Paris', locale: 'fr-FR', weight: 10 },
  { timeZone: 'Europe/Madrid', locale: 'es-ES', weight: 6 },
  { timeZone: 'America/New_York', locale: 'en-US', weight: 18 },
  { timeZone: 'America/Chicago', locale: 'en-US', weight: 8 },
  { timeZone: 'America/Los_Angeles', locale: 'en-US', weight: 10 },
  { timeZone: 'America/Sao_Paulo', locale: 'pt-BR', weight: 6 },
  { timeZone: 'Asia/Kolkata', locale: 'en-IN', weight: 6 },
  { timeZone: 'Asia/Tokyo', locale: 'ja-JP', weight: 4 },
  { timeZone: 'Australia/Sydney', locale: 'en-AU', weight: 3 },
];
