/** Null for what is no language tag: browsers hand on what the system calls it, as `C` or `en-US@posix`. */
export function languageOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag).language
  } catch {
    return null
  }
}

export const preferredTags = (): readonly string[] => navigator.languages ?? []

/** The language as this reader's country writes it, where the browser knows: `en` may be `en-GB`. */
export const localeOf = (language: string) =>
  preferredTags().find((tag) => languageOf(tag) === language) ?? language
