/** Everything that Notewell records: another name, or a property that is missing, does not compile. */
export type Events = {
  'Note Added': { length: number };
  'Note Removed': object;
  'Notes Searched': { results: number };
};
