import type { Child } from 'hono/jsx';

export interface FieldProps {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  value?: string | undefined;
  placeholder?: string;
  autocomplete?: string;
  maxlength?: number;
}

/** A labelled input that must be filled in. */
export function Field({ name, label, type = 'text', maxlength = 120, ...rest }: FieldProps): Child {
  return (
    <label class="field">
      <span>{label}</span>
      <input name={name} type={type} maxlength={maxlength} required {...rest} />
    </label>
  );
}

/** What was wrong with what somebody sent. */
export function Problem({ text }: { text: string | undefined }): Child {
  if (text === undefined) return null;
  return (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}
