import { de as composer } from "./composer/de.ts"
import { de as conversation } from "./conversation/de.ts"
import { de as emoji } from "./emoji/de.ts"
import type { Words } from "./en.ts"
import { de as finding } from "./finding/de.ts"
import { de as offline } from "./offline/de.ts"
import { de as outbox } from "./outbox/de.ts"
import { de as presence } from "./presence/de.ts"
import { de as problems } from "./problems/de.ts"
import { de as rooms } from "./rooms/de.ts"
import { de as session } from "./session/de.ts"
import { de as settings } from "./settings/de.ts"
import { de as shortcuts } from "./shortcuts/de.ts"
import { de as text } from "./text/de.ts"
import { de as unread } from "./unread/de.ts"

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
