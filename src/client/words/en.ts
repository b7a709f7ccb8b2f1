/**
 * Everything the app says, a folder a feature with its languages beside each other: a file cannot be split between what
 * is loaded first (English) and what only when wanted, so each language has its own.
 */
import { en as composer } from "./composer/en.ts"
import { en as conversation } from "./conversation/en.ts"
import { en as emoji } from "./emoji/en.ts"
import { en as finding } from "./finding/en.ts"
import { en as offline } from "./offline/en.ts"
import { en as outbox } from "./outbox/en.ts"
import { en as presence } from "./presence/en.ts"
import { en as problems } from "./problems/en.ts"
import { en as rooms } from "./rooms/en.ts"
import { en as session } from "./session/en.ts"
import { en as settings } from "./settings/en.ts"
import { en as shortcuts } from "./shortcuts/en.ts"
import { en as text } from "./text/en.ts"
import { en as unread } from "./unread/en.ts"

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
