/** The server's own bounds, each with its unit in its name; those that clients meet are in src/shared/limits.ts. */

/** Rooms there may be, unless `ROOMS_MAX` in the environment says otherwise. */
export const ROOMS_MAX = 10_000

/** Somebody who keeps typing is announced again at most this often. */
export const TYPING_REPEAT_MS = 1_000
/** A connection that shows no sign of life for this long no longer counts as a person present. */
export const PRESENCE_LEASE_MS = 45_000
export const USERS_LIST_INTERVAL_MS = 1_000
/** Who watches the list of rooms is told what happened in them at most this often, of so many rooms at a time… */
export const ACTIVITY_INTERVAL_MS = 1_000
export const ACTIVITY_ROOMS_MAX = 200
/** …while so many may wait; what happens in others meanwhile is not told. */
export const ACTIVITY_WAITING_MAX = 2_000

/** Headers of a request. */
export const HEADERS_MAX = 100
/** One answer, be it of a batch: a page of the largest messages fits. */
export const ANSWER_BYTES_MAX = 8 * 1024 * 1024
/** Of the heap the process may use, what clients may leave unread all together: one part in so many… */
export const UNREAD_HEAP_PARTS = 10
/** …within these bounds. */
export const UNREAD_BYTES_MIN = 16 * 1024 * 1024
export const UNREAD_BYTES_MAX = 512 * 1024 * 1024
/** So much a connection may leave unread before it is counted. */
export const UNCOUNTED_BYTES_MAX = 16 * 1024
/** What one piece of bytes takes beside itself, for a socket that has not taken it. */
export const UNSENT_PIECE_BYTES = 500
/** When there is too much, a connection is cut that has left something unread for so long. */
export const UNREAD_GRACE_MS = 250
/** How long a read waits for its turn and for room, looking for it this often; then it is refused. */
export const READ_WAIT_MS_MAX = 5_000
export const ROOM_RETRY_MS = 50
/** After a read that kept the main thread busy the next one waits as long, at most this. */
export const READ_REST_MS_MAX = 50
/** Requests that one connection has sent ahead of their answers, and what one takes beside its head while it waits. */
export const PIPELINED_REQUESTS_MAX = 1_000
export const WAITING_REQUEST_BYTES = 8 * 1024
/** A body that is larger counts as held until its request is answered. */
export const SMALL_BODY_BYTES = 4 * 1024
/** Pieces of one WebSocket message, and of what was read of it at a time. */
export const FRAGMENTS_MAX = 512
export const BUFFERED_CHUNKS_MAX = 256
/** Questions of one socket that wait: with more of them nothing is read from it, until so few are left. */
export const QUESTIONS_WAITING_MAX = 8
export const QUESTIONS_WAITING_FEW = 4
/** Subscriptions begun, an address: all apps of an office come back at once. */
export const SUBSCRIBE_BURST_PER_ADDRESS = 10_000
export const SUBSCRIBES_PER_SECOND_PER_ADDRESS = 100
/** Calls of sockets that are heard in one turn of the event loop; others wait for the next. */
export const TURN_CALLS_MAX = 300
/** What costs as much as one more call: so many bytes of a frame. A subscription costs so many calls. */
export const FRAME_BYTES_A_CALL = 8 * 1024
export const SUBSCRIBE_CALLS = 3
/** What a frame that waits takes beside its text. A larger one counts as held until it is answered, so many times. */
export const WAITING_FRAME_BYTES = 1024
export const SMALL_FRAME_BYTES = 4 * 1024
export const LARGE_FRAME_COST = 8
/** How often messages that clients do not end are looked for, and what each piece of one takes beside its bytes. */
export const UNFINISHED_LOOK_MS = 500
export const PIECE_BYTES = 400
/** A socket or event stream with more than this unsent is cut; it resumes by seq. */
export const OUTBOX_BYTES_MAX = 1024 * 1024
/** How often a socket that has something unsent is looked after. */
export const OUTBOX_WATCH_MS = 1_000
/** One answer may be larger than that: so long it may take to be read. */
export const ANSWER_READ_MS_MAX = 30_000
/** With more than this unsent, it is not told what merely passes. */
export const OUTBOX_FLEETING_BYTES_MAX = 256 * 1024
/** Under load, how long what is announced may wait so that more of it goes out in one write. */
export const FLUSH_WAIT_MS_MAX = 5
/** What merely passes waits the longer the more there are to tell: so many readers cost a millisecond of waiting. */
export const FLEETING_READERS_PER_MS = 10
export const FLEETING_WAIT_MS_MAX = 1_000
/** Up to so many people everybody in a room is told the list of them; beyond, `join` and `leave` must do. */
export const USERS_LISTED_TO_ALL_MAX = 1_000

/** What is remembered of a room to serve those who come back; also bounded for all rooms together. */
export const RING_EVENTS_MAX = 500
export const RING_BYTES_MAX = 4 * 1024 * 1024
export const RINGS_BYTES_MAX = 64 * 1024 * 1024
/** …or, where that is less, one part in so many of the heap. */
export const RINGS_HEAP_PARTS = 10
/** A JSON store's text may be one part in so many of the heap: a save holds what it says, the same once more, and the text. */
export const JSON_HEAP_PARTS = 8
/** How long a room in which nobody is left is remembered at least. */
export const RING_KEEP_MS = 60_000
/** When the log could not be read to fill a hole, it is tried again after this. */
export const FILL_RETRY_MS = 1_000

/** Among several nodes: how often each compares how far the rooms' logs reach, and how often while the bus is away… */
export const HEAD_CHECK_MS = 2_000
export const HEAD_CHECK_ALONE_MS = 1_000
/** …so many rooms in one question. */
export const HEADS_AT_ONCE_MAX = 1_000
/** While the bus is away: how often the list of rooms is read for those who watch it. */
export const LIST_CHECK_ALONE_MS = 5_000
/** How often a node says that the people it told of are still there. */
export const PEOPLE_BEAT_MS = 15_000
/** How long a newcomer waits at most for what other nodes know about who is there. */
export const PEOPLE_WAIT_MS = 250
/** What waits to go over the bus; the rest is dropped. */
export const BUS_UNSENT_BYTES_MAX = 16 * 1024 * 1024
/** The bus is asked for a sign of life this often, and is away when none comes for so long. */
export const BUS_PING_MS = 1_000
export const BUS_SILENCE_MS_MAX = 3_000
/** A connection to it that is silent for longer is given up for another. */
export const BUS_DEAD_MS_MAX = 10_000
/** How long the bus may take to be reached at the start, and how long it is waited before it is tried again later. */
export const BUS_CONNECT_MS_MAX = 5_000
export const BUS_RETRY_MS_MAX = 5_000
/** At the end what was published may take so long to be on its way; then it is dropped. */
export const BUS_CLOSE_MS_MAX = 1_000
/** How long a node waits to hear how much others have used up of a rate. */
export const RATE_WAIT_MS = 250

/** How long a socket that announced its name may keep us waiting for it. */
export const HELLO_WAIT_MS = 5_000
export const PING_INTERVAL_MS = 10_000
/** An event stream that makes its client present ends after this at the latest, to be asked for again… */
export const STREAM_LEASE_MS = 30_000
/** …so long after its end; whoever lost one waits longer, up to twice this. */
export const STREAM_COMEBACK_MS = 100
export const STREAM_RETRY_MS = 1_000
/** How often an HTTP connection with an answer under way is looked at: one that took nothing of it since is cut. */
export const STALLED_CHECK_MS = 15_000
/** A socket silent for longer is taken for dead, noticed at the latest one ping later; so is a stream that reads nothing, one such time later. */
export const SILENCE_MS_MAX = 30_000
/** So long what was asked before the server goes away may take to be answered. */
export const DRAIN_ANSWER_MS = 1_000
/** Between telling the sockets to come back and cutting those that did not listen. */
export const DRAIN_GRACE_MS = 3_000

/** Sending, a name from one address: so many at once, then so many a second. */
export const SEND_BURST = 20
export const SEND_PER_SECOND = 5
/** Sending, all names of one address: far above an office, far below a flood. */
export const SEND_BURST_PER_ADDRESS = 500
export const SENDS_PER_SECOND_PER_ADDRESS = 100
/** Rooms created, an address. */
export const CREATE_BURST = 200
export const CREATE_PER_SECOND = 5
/** WebSockets opened, an address: many people may share one, and all of them come back after a restart. */
export const UPGRADE_BURST = 500
export const UPGRADES_PER_SECOND = 50
/** Typing announcements, a name from one address: what comes faster is not passed on. */
export const TYPING_BURST = 10
export const TYPING_PER_SECOND = 2
/** Typing announcements, all names of one address. */
export const TYPING_BURST_PER_ADDRESS = 200
export const TYPINGS_PER_SECOND_PER_ADDRESS = 40
/** TCP connections that are open at the same time, an address: those below and what a browser has beside them. */
export const CONNECTIONS_PER_ADDRESS_MAX = 5_000
/** WebSockets and event streams that are open at the same time, an address. */
export const SOCKETS_PER_ADDRESS_MAX = 1_200
/** Subscriptions (presences are some of them) that run at the same time, an address. */
export const SUBSCRIPTIONS_PER_ADDRESS_MAX = 5_000
/** When an address that has too much open is told to come back. */
export const ADDRESS_FULL_RETRY_MS = 5_000
/** Reads (lists, pages of history, beginnings of subscriptions), an address: all apps of an office come back at once. */
export const READ_BURST_PER_ADDRESS = 5_000
export const READS_PER_SECOND_PER_ADDRESS = 200
/** Calls over tRPC, an address, over HTTP and its sockets together: what all apps of an office ask when they come back. */
export const CALL_BURST_PER_ADDRESS = 25_000
export const CALLS_PER_SECOND_PER_ADDRESS = 1_000
/** Frames of any kind, a socket: far beyond what people and programs do, far below what hurts others. */
export const FRAME_BURST = 500
export const FRAMES_PER_SECOND = 100
/** A raw socket that goes on after so many refusals in a row is closed. */
export const FLOOD_REFUSALS_MAX = 20

/** `/readyz` waits so long for the database before it tells what is known of it… */
export const READY_WAIT_MS = 100
/** …and this long without any answer means that the database is gone. */
export const STORE_SILENCE_MS_MAX = 5_000
/** What the reading thread has answered is told at least this often, however much it was asked. */
export const ANSWERS_GATHER_MS_MAX = 5
/** A warning is due when more than this share of what a process may have is used: descriptors, heap… */
export const RESOURCE_SHARE_MAX = 0.8
/** …or less than both of these is free of the disk. */
export const DISK_FREE_SHARE_MIN = 0.1
export const DISK_FREE_BYTES_MIN = 10 * 1024 * 1024 * 1024
/** How often it is looked, and how often a warning is repeated while it lasts. */
export const RESOURCE_LOOK_MS = 10_000
export const RESOURCE_REMIND_MS = 10 * 60_000

/** Whoever asks the database is answered, or refused, within this. What follows holds for Postgres, and adds up to less. */
export const STORE_WAIT_MS_MAX = 5_000
export const STORE_CONNECT_MS_MAX = 2_000
export const STORE_CONNECTIONS_MAX = 8
/** Postgres gives up a statement after this; if it does not even say so, its connection is given up. */
export const STORE_STATEMENT_MS_MAX = 3_000
export const STORE_QUERY_MS_MAX = 3_500
/** A node that froze in the middle of a transaction loses it, before the others have waited too long for its rooms. */
export const STORE_OPEN_TRANSACTION_MS_MAX = 2_000
export const STORE_LOCK_MS_MAX = 2_500
/** What a start may take to bring the tables up to date, and half of it to wait for another node that does. */
export const STORE_MIGRATION_MS_MAX = 120_000
/** A connection that does not end in order is left to itself. */
export const STORE_CLOSE_MS_MAX = 1_000
/** Messages that wait to be stored, all rooms together. */
export const APPENDS_WAITING_MAX = 20_000
/** What one transaction can refuse when it fails, and how many the first of them waits for. */
export const BATCH_DRAFTS_MAX = 1_000
/** What a copy of a store holds in memory at a time. */
export const COPY_PAGE_ROWS_MAX = 1_000
