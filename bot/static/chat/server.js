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
    const about = subject ? `?subject=${encodeURIComponent(subject)}` : "";
    try {
      return await (await this.#call("POST", `conversations${about}`)).json();
    } catch (error) {
      // What is not published here is nothing to talk about.
      if (subject && error.status === 404) return this.open(null);
      throw error;
    }
  }

  /** Makes a procedure what is talked about. */
  async turnTo(known, subject) {
    await this.#within(known, "PUT", `/subject/${encodeURIComponent(subject)}`);
  }

  /** Stores a message `{client_id, text}` or `{client_id, payload}`; gives back the stored one. */
  async send(known, said) {
    return (await this.#within(known, "POST", "/messages", { body: JSON.stringify(said) })).json();
  }

  /** The messages after `seq`. */
  async read(known, seq) {
    return (await (await this.#within(known, "GET", `/messages?after=${seq}`)).json()).messages;
  }

  /** Notes whether an answer was right, and why not. */
  async rate(known, rating) {
    await this.#within(known, "POST", "/ratings", { body: JSON.stringify(rating) });
  }

  /** Deletes a conversation for good. */
  async remove(known) {
    await this.#within(known, "DELETE", "");
  }

  /** The procedures whose names go on as `text` begins: `[{code, name}]`. */
  async suggest(text, signal) {
    const answer = await this.#call("GET", `suggest?q=${encodeURIComponent(text)}`, { signal });
    return (await answer.json()).suggestions;
  }

  /** Each message after `seq` as it comes; ends when the connection does. `heard` is called at every sign of life. */
  async *events(known, seq, heard, signal) {
    const answer = await this.#within(known, "GET", "/events", { headers: { "Last-Event-ID": String(seq) }, signal });
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

  #within({ id, token }, method, rest, { headers, ...more } = {}) {
    return this.#call(method, `conversations/${id}${rest}`, { headers: { ...headers, Authorization: `Bearer ${token}` }, ...more });
  }

  async #call(method, path, { headers = {}, body, signal } = {}) {
    const sent = body ? { ...headers, "Content-Type": "application/json" } : headers;
    const answer = await fetch(`${this.home}api/${path}`, { method, headers: sent, body, signal, credentials: "omit" });
    if (answer.ok) return answer;
    const { detail = "" } = await answer.json().catch(() => ({}));
    const retryAfter = Number(answer.headers.get("Retry-After"));
    // What the server refuses has a status, and says why in Vietnamese; what the network loses has none.
    throw Object.assign(new Error(detail), { status: answer.status, retryAfter });
  }
}
