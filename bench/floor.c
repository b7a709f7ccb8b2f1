/* The floor under every server: a loop that writes one prepared frame to every member of one room. Reads WebSocket
   frames as little as it must, and joins what one read brought into one write. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MEMBERS_MAX = 65536, BYTES_MAX = 1 << 20, EVENTS_MAX = 256 };

static const char WELCOME[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    "\x81\x28{\"type\":\"users_list\",\"users\":[\"reader\"]}";

/* What a member said that is no whole frame yet. */
struct rest { unsigned char *bytes; size_t length; };

static int members[MEMBERS_MAX], member_count;
static char welcomed[MEMBERS_MAX];
static struct rest rests[MEMBERS_MAX];
static unsigned char heard[BYTES_MAX], told[BYTES_MAX];

static void forget(int member) {
  for (int at = 0; at < member_count; at++)
    if (members[at] == member) members[at--] = members[--member_count];
  free(rests[member].bytes);
  rests[member] = (struct rest){0};
  welcomed[member] = 0;
  close(member);
}

/* The sockets block, so a write is whole unless its reader is gone. */
static void tell(int member, const void *bytes, size_t length) {
  if (send(member, bytes, length, MSG_NOSIGNAL) < 0 && errno == EINTR) tell(member, bytes, length);
}

static void welcome(int member) {
  welcomed[member] = 1;
  members[member_count++] = member;
  tell(member, WELCOME, sizeof WELCOME - 1);
}

/* Unmasks one frame of `from` into an unmasked one at `to`; answers how long both are, or 0 when it is not whole. */
static size_t reframe(const unsigned char *from, size_t length, unsigned char *to, size_t *written) {
  if (length < 2) return 0;
  size_t payload = from[1] & 0x7f, head = 2;
  if (payload == 126) {
    if (length < 4) return 0;
    payload = (size_t)from[2] << 8 | from[3];
    head = 4;
  }
  if (length < head + 4 + payload) return 0;
  const unsigned char *mask = from + head, *masked = mask + 4;
  memcpy(to, from, head);
  to[1] &= 0x7f;
  for (size_t at = 0; at < payload; at++) to[head + at] = masked[at] ^ mask[at % 4];
  *written = head + payload;
  return head + 4 + payload;
}

static void keep_rest(struct rest *rest, const unsigned char *bytes, size_t length) {
  unsigned char *kept = length ? malloc(length) : NULL;
  if (length) memcpy(kept, bytes, length);
  free(rest->bytes);
  *rest = (struct rest){kept, length};
}

static void repeat_to_all(int sender, size_t length) {
  size_t at = 0, out = 0, written = 0, used;
  while ((used = reframe(heard + at, length - at, told + out, &written))) {
    at += used;
    out += written;
  }
  keep_rest(&rests[sender], heard + at, length - at);
  for (int member = 0; out && member < member_count; member++) tell(members[member], told, out);
}

static void hear(int member) {
  struct rest *rest = &rests[member];
  memcpy(heard, rest->bytes ? rest->bytes : heard, rest->length);
  ssize_t length = recv(member, heard + rest->length, BYTES_MAX - rest->length, 0);
  if (length <= 0) forget(member);
  else if (welcomed[member]) repeat_to_all(member, rest->length + length);
  else welcome(member);
}

static int listen_anywhere(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int door = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(door, (void *)&address, size) || listen(door, 1024)) exit(1);
  getsockname(door, (void *)&address, &size);
  printf("listening on http://127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return door;
}

static void accept_member(int door, int poll) {
  int member = accept(door, NULL, NULL), on = 1;
  if (member < 0 || member >= MEMBERS_MAX) exit(1);
  setsockopt(member, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  epoll_ctl(poll, EPOLL_CTL_ADD, member, &(struct epoll_event){.events = EPOLLIN, .data.fd = member});
}

int main(void) {
  int door = listen_anywhere(), poll = epoll_create1(0);
  epoll_ctl(poll, EPOLL_CTL_ADD, door, &(struct epoll_event){.events = EPOLLIN, .data.fd = door});
  struct epoll_event events[EVENTS_MAX];
  for (;;) {
    int count = epoll_wait(poll, events, EVENTS_MAX, -1);
    for (int at = 0; at < count; at++) {
      if (events[at].data.fd == door) accept_member(door, poll);
      else hear(events[at].data.fd);
    }
  }
}
