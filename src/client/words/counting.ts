import { localeOf } from "./locale.ts"

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** How a language writes numbers and what it counts; a `#` in a form is the number. */
export function counting(language: string) {
  const locale = localeOf(language)
  const numbers = new Intl.NumberFormat(locale)
  const rules = new Intl.PluralRules(locale)
  const number = (value: number) => numbers.format(value)
  return {
    number,
    plural: (count: number, forms: Forms) =>
      (forms[rules.select(count)] ?? forms.other).replace("#", number(count)),
  }
}
