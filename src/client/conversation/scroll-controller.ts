/**
 * Keeps the reader's place in a scrolled list. At the bottom they stay at the bottom; a row that was scrolled to stays where
 * it was put; anywhere else what is on the screen keeps its place, whatever is added, grows or shrinks around it.
 */
import { type Accessor, createSignal, onCleanup, type Setter } from "solid-js"
import { type Anchor, findAnchor, onProgrammaticScroll, restoreAnchor } from "./anchor.ts"
import { type ScrolledList, type ScrollTarget, scrollToTarget, topRowOf } from "./scroll-target.ts"
import { type UserScroll, watchUserScroll } from "./user-scroll.ts"

const PINNED_PX = 80
const SETTLE_MS = 300

type TopRow = { index: number; top: number }

type ScrollControllerOptions = {
  hasNewest: () => boolean
  latestSeq: () => number
  onNearTop: () => void
  onNearBottom: () => void
  onPosition: (topRow: TopRow | null) => void
}

type AttachedList = ScrolledList & { user: UserScroll }

export class ScrollController {
  readonly pinned: Accessor<boolean>
  /** The height of what is above the list, in pixels. */
  readonly heightAbove: Accessor<number>
  readonly topRow: Accessor<TopRow>
  readonly #setPinned: Setter<boolean>
  readonly #setHeightAbove: Setter<number>
  readonly #setTopRow: Setter<TopRow>
  readonly #options: ScrollControllerOptions
  #list: AttachedList | null = null
  #target: ScrollTarget | null = null
  #settling: ReturnType<typeof setTimeout> | undefined
  /** Not only near the bottom. */
  #isAtEnd = true
  #anchor: Anchor = []
  #knownSeq = 0

  constructor(options: ScrollControllerOptions) {
    this.#options = options
    ;[this.pinned, this.#setPinned] = createSignal(true)
    ;[this.heightAbove, this.#setHeightAbove] = createSignal(0)
    ;[this.topRow, this.#setTopRow] = createSignal({ index: 0, top: 0 })
  }

  attach(list: ScrolledList) {
    const { scroller } = list
    const user = watchUserScroll(scroller)
    this.#list = { ...list, user }
    this.#anchor = []
    this.#knownSeq = this.#options.latestSeq()
    onProgrammaticScroll(scroller, user.ignore)
    const onScroll = ({ isTrusted }: Event) => isTrusted && this.#onScroll()
    const sizes = new ResizeObserver(() => this.update())
    sizes.observe(scroller)
    scroller.addEventListener("scroll", onScroll, { passive: true })
    onCleanup(() => {
      sizes.disconnect()
      scroller.removeEventListener("scroll", onScroll)
      clearTimeout(this.#settling)
    })
    this.update()
  }

  /** To be called after every change of what is in the list, or of its size. */
  update() {
    const list = this.#list
    if (!list) return
    const { user, scroller, box } = list
    // The browser's scroll event may be yet to come.
    this.#followUser(list)
    this.#setHeightAbove(box.offsetTop)
    this.#followNewMessages(user)
    const isRestored = this.#putInPlace(list)
    const hasMoved = user.hasMoved()
    user.record()
    if (!isRestored) this.#anchor = this.#findAnchor(list)
    this.#observe(list)
    if (hasMoved) notifyVirtualizer(scroller)
  }

  scrollToEnd() {
    this.#target = null
    this.#isAtEnd = true
    this.#setPinned(true)
    this.update()
  }

  /** Keeps the row there until the reader scrolls. */
  scrollTo(target: ScrollTarget) {
    this.#target = target
    this.#setPinned(false)
    this.update()
    // By then the rows around it have their heights.
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#settle(), SETTLE_MS)
  }

  #onScroll() {
    if (!this.#list) return
    this.#followUser(this.#list)
    this.#observe(this.#list)
  }

  /** A scroll by the reader, not by what follows from a change. Growth noticed late must not leave the bottom. */
  #followUser(list: AttachedList) {
    const { user } = list
    if (!user.hasMoved()) return
    this.#target = null
    if (user.isByUser()) this.#isAtEnd = user.distanceToEnd() < 2
    if (user.distanceToEnd() <= PINNED_PX && this.#options.hasNewest()) this.#setPinned(true)
    else if (user.movedUp() && user.isByUser()) this.#setPinned(false)
    user.record()
    this.#anchor = this.#findAnchor(list)
  }

  /** New messages pull a reader near the bottom along, unless they are scrolling up. */
  #followNewMessages(user: UserScroll) {
    const latestSeq = this.#options.latestSeq()
    if (latestSeq === this.#knownSeq || user.isScrollingUp()) return
    this.#isAtEnd = true
    this.#knownSeq = latestSeq
  }

  #observe(list: AttachedList) {
    const { scroller, box, user } = list
    const topRow = topRowOf(list)
    this.#setTopRow(topRow)
    this.#options.onPosition(this.pinned() ? null : topRow)
    if (scroller.scrollTop - box.offsetTop < scroller.clientHeight) this.#options.onNearTop()
    if (!this.#options.hasNewest() && user.distanceToEnd() < scroller.clientHeight)
      this.#options.onNearBottom()
  }

  #putInPlace(list: AttachedList) {
    const { scroller } = list
    if (this.#keepsEnd()) scroller.scrollTop = scroller.scrollHeight
    else if (this.#target) scrollToTarget(list, this.#target)
    else return restoreAnchor(scroller, this.#anchor)
    return false
  }

  #findAnchor({ scroller, box }: AttachedList) {
    return this.#keepsEnd() ? [] : findAnchor(scroller, box)
  }

  #keepsEnd() {
    return this.pinned() && this.#isAtEnd
  }

  /** A target near the bottom is the bottom. */
  #settle() {
    const isNearEnd = this.#list && this.#list.user.distanceToEnd() <= PINNED_PX
    if (this.#target && this.#options.hasNewest() && isNearEnd) this.scrollToEnd()
  }
}

/** The browser's own event comes a frame later, and would have the virtualiser draw once more (`npm run bench -- app`). */
const notifyVirtualizer = (scroller: HTMLElement) => scroller.dispatchEvent(new Event("scroll"))
