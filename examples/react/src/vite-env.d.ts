/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where Ardent answers. */
  readonly VITE_ARDENT_URL?: string;
  /** The public write key of the project. */
  readonly VITE_ARDENT_WRITE_KEY?: string;
}
