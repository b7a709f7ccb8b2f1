import { once } from "../../ui/once.ts"
import { localeOf } from "../locale.ts"

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** How a language writes numbers and what it counts; a `#` in a form is the number. */
export function counting(language: string) {
  const locale = localeOf(language)
  const numbers = once(() => new Intl.NumberFormat(locale))
  const rules = once(() => new Intl.PluralRules(locale))
  const number = (value: number) => numbers().format(value)
  return {
    number,
    plural: (count: number, forms: Forms) =>
      (forms[rules().select(count)] ?? forms.other).replace("#", number(count)),
  }
}
