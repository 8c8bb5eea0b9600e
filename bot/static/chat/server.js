// The conversation API.

/** Whether an error says that there is no such conversation. */
export const isGone = ({ status }) => status === 404 || status === 401;

/** Whether an error says that the same can never be sent. */
export const isFinal = ({ status }) => status < 500 && status !== 429;

export class Server {
  /** `home` is the address that all others begin with. */
  constructor(home) {
    this.home = home;
  }

  /** Opens a conversation, perhaps about a procedure: `{id, token}`. */
  async open(subject) {
    const about = subject ? `?subject=${subject}` : "";
    try {
      return await (await this.#call(null, "POST", `conversations${about}`)).json();
    } catch (error) {
      // What is not published here is nothing to talk about.
      if (subject && isGone(error)) return this.open(null);
      throw error;
    }
  }

  /** Makes a procedure what is talked about. */
  turnTo(known, subject) {
    return this.#call(known, "PUT", `/subject/${subject}`);
  }

  /** Stores a message `{client_id, text}` or `{client_id, payload}`; gives back the stored one. */
  async send(known, body) {
    return (await this.#call(known, "POST", "/messages", { body })).json();
  }

  /** The messages after `seq`. */
  async read(known, seq) {
    return (await (await this.#call(known, "GET", `/messages?after=${seq}`)).json()).messages;
  }

  /** Notes whether an answer was right, and why not. */
  rate(known, body) {
    return this.#call(known, "POST", "/ratings", { body });
  }

  /** Deletes a conversation for good. */
  remove(known) {
    return this.#call(known, "DELETE", "");
  }

  /** The procedures whose names go on as `text` begins: `[{code, name}]`. */
  async suggest(text, signal) {
    return (await (await this.#call(null, "GET", `suggest?q=${encodeURIComponent(text)}`, { signal })).json()).suggestions;
  }

  /** What is to be said of the office's hours; null where nothing is. */
  async notice() {
    return (await (await this.#call(null, "GET", "office")).json()).notice;
  }

  /** Each message after `seq` as it comes; ends when the connection does. `heard` is called at every sign of life. */
  async *events(known, seq, heard, signal) {
    const answer = await this.#call(known, "GET", "/events", { headers: { "Last-Event-ID": seq }, signal });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      const events = (waiting + value).split("\n\n");
      waiting = events.pop();
      for (const event of events) {
        const [, data] = /^data: (.*)$/m.exec(event) ?? [];
        if (data) yield JSON.parse(data);
      }
    }
  }

  async #call(known, method, path, { headers, body, signal } = {}) {
    const within = known ? `conversations/${known.id}` : "";
    const allowed = known && { Authorization: `Bearer ${known.token}` };
    const answer = await fetch(`${this.home}api/${within}${path}`, {
      method,
      signal,
      headers: { ...headers, ...allowed, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      credentials: "omit",
    });
    if (answer.ok) return answer;
    const { detail = "" } = await answer.json().catch(() => ({}));
    const retryAfter = Number(answer.headers.get("Retry-After"));
    // What the server refuses has a status, and says why in Vietnamese; what the network loses has none.
    throw Object.assign(new Error(detail), { status: answer.status, retryAfter });
  }
}
