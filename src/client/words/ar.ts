import { composer } from "./composer/ar.ts"
import { conversation } from "./conversation/ar.ts"
import { emoji } from "./emoji/ar.ts"
import type { Words } from "./en.ts"
import { finding } from "./finding/ar.ts"
import { offline } from "./offline/ar.ts"
import { outbox } from "./outbox/ar.ts"
import { presence } from "./presence/ar.ts"
import { problems } from "./problems/ar.ts"
import { rooms } from "./rooms/ar.ts"
import { session } from "./session/ar.ts"
import { settings } from "./settings/ar.ts"
import { shortcuts } from "./shortcuts/ar.ts"
import { text } from "./text/ar.ts"
import { unread } from "./unread/ar.ts"

export const ar: Words = {
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
