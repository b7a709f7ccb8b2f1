import { composer } from "./composer/de.ts"
import { conversation } from "./conversation/de.ts"
import { emoji } from "./emoji/de.ts"
import type { Words } from "./en.ts"
import { finding } from "./finding/de.ts"
import { offline } from "./offline/de.ts"
import { outbox } from "./outbox/de.ts"
import { presence } from "./presence/de.ts"
import { problems } from "./problems/de.ts"
import { rooms } from "./rooms/de.ts"
import { session } from "./session/de.ts"
import { settings } from "./settings/de.ts"
import { shortcuts } from "./shortcuts/de.ts"
import { text } from "./text/de.ts"
import { unread } from "./unread/de.ts"

export const de: Words = {
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
