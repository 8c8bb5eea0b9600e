// The conversation API of this server.

const BASE = "/api/conversations";

/** The server refused what was sent; `message` says why, in Vietnamese. */
export class Refused extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether the same may be sent again later. */
  get isPassing() {
    return this.status === 429 || this.status >= 500;
  }
}

async function call(method, path, token, { body, headers = {}, signal } = {}) {
  const sent = { ...headers };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (body) sent["Content-Type"] = "application/json";
  const answer = await fetch(BASE + path, { method, headers: sent, body: body && JSON.stringify(body), signal });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.detail ?? "", Number(answer.headers.get("Retry-After")) || 0);
}

/** Opens a conversation: `{id, token}`. */
export async function open() {
  return (await call("POST", "")).json();
}

/** Stores a message `{client_id, text}` or `{client_id, payload}`; gives back the stored one. */
export async function send({ id, token }, said) {
  return (await call("POST", `/${id}/messages`, token, { body: said })).json();
}

/** The messages after `seq`. */
export async function read({ id, token }, seq) {
  return (await (await call("GET", `/${id}/messages?after=${seq}`, token)).json()).messages;
}

/** Deletes the conversation for good. */
export async function remove({ id, token }) {
  await call("DELETE", `/${id}`, token);
}

/** Each message after `seq` as it comes; ends when the connection does. `heard` is called at every sign of life. */
export async function* events({ id, token }, seq, heard, signal) {
  const answer = await call("GET", `/${id}/events`, token, { headers: { "Last-Event-ID": String(seq) }, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    const events = (waiting + value).split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield JSON.parse(data.slice("data: ".length));
    }
  }
}
