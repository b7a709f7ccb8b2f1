/**
 * Everything the app says, a folder a feature. There each language is a file of its own, because a bundler never splits
 * a module: in one file, all languages would come with the first load.
 */
import { composer } from "./composer/en.ts"
import { conversation } from "./conversation/en.ts"
import { emoji } from "./emoji/en.ts"
import { finding } from "./finding/en.ts"
import { offline } from "./offline/en.ts"
import { outbox } from "./outbox/en.ts"
import { presence } from "./presence/en.ts"
import { problems } from "./problems/en.ts"
import { rooms } from "./rooms/en.ts"
import { session } from "./session/en.ts"
import { settings } from "./settings/en.ts"
import { shortcuts } from "./shortcuts/en.ts"
import { text } from "./text/en.ts"
import { unread } from "./unread/en.ts"

/** Complete, and the type of every other language. */
export const en = {
  rooms,
  conversation,
  text,
  composer,
  emoji,
  outbox,
  presence,
  unread,
  finding,
  shortcuts,
  session,
  offline,
  settings,
  problems,
}

export type Words = typeof en
