/** Quick checks of a text, so that most messages need no parser. */

const MARKUP = /[*_~`[<]|^ {0,3}(?:>|- |\d{1,3}\. )|https?:\/\/|www\./im
/** Never in an emoji: rules out most texts, so that the pattern of all emoji, slow to compile, is seldom needed. */
const LETTER = /[a-z]/i
const EMOJI_ONLY = /^\s*(?:\p{RGI_Emoji}\s*){1,6}$/v
/** More than six of the longest emoji there are. */
const EMOJI_CHARS_MAX = 120
/** A text with fewer is never high enough to be folded, however narrow the screen. */
const LONG_CHARS = 400
const LONG_LINES = 12

/** False only where a text certainly has none. */
export const mayHaveMarkup = (text: string) => MARKUP.test(text)

export const isEmojiOnly = (text: string) =>
  text.length <= EMOJI_CHARS_MAX && !LETTER.test(text) && EMOJI_ONLY.test(text)

export const mayBeHigh = (text: string) =>
  text.length > LONG_CHARS || text.split("\n", LONG_LINES + 1).length > LONG_LINES
