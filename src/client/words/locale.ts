/** The language as this reader's country writes it, where the browser knows: `en` may be `en-GB`. */
export const localeOf = (language: string) =>
  navigator.languages.find((tag) => new Intl.Locale(tag).language === language) ?? language
