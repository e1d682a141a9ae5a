/** The service over HTTP. Everything that can go wrong is a `Failure` with one of five kinds. */

const PATIENCE_MS = 30_000;

export class Failure extends Error {
  constructor(kind, waitSeconds = 0) {
    super(kind);
    this.kind = kind;
    this.waitSeconds = waitSeconds;
  }
}

export class Service {
  #token = null;

  constructor(base) {
    this.base = new URL('./', base);
  }

  /** Yields `{name, data}` for each event: status, token, then done. */
  async *ask(body, signal) {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const either = AbortSignal.any ? AbortSignal.any([signal, patience]) : signal;
    try {
      const response = await this.#fetch('v1/ask', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: JSON.stringify(body),
        signal: either,
      });
      for await (const event of events(response.body)) {
        if (event.name === 'error') throw failureOf(event.data.status, 0);
        yield event;
      }
    } catch (error) {
      throw await this.#asFailure(error, signal);
    }
  }

  async documents() {
    return (await (await this.#fetch('v1/documents')).json()).documents;
  }

  async clause(number, id) {
    return (await this.#fetch(`v1/documents/${encodeURIComponent(number)}/clauses/${encodeURIComponent(id)}`)).json();
  }

  async rate(answerId, rating, comment) {
    await this.#fetch('v1/feedback', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ answer_id: answerId, rating, comment: comment || null }),
    });
  }

  /** Deletes what the server keeps of the conversation; that it is gone already is fine. */
  forget(sessionId) {
    this.#fetch(`v1/sessions/${encodeURIComponent(sessionId)}`, { method: 'DELETE' }).catch(() => {});
  }

  async #fetch(path, options = {}) {
    const headers = { ...options.headers };
    if (options.method && this.#isElsewhere) headers['X-Widget-Token'] = await this.#leave();
    const response = await fetch(new URL(path, this.base), { credentials: 'omit', ...options, headers });
    if (response.ok) return response;
    throw failureOf(response.status, Number(response.headers.get('Retry-After')) || 0);
  }

  get #isElsewhere() {
    return this.base.origin !== location.origin;
  }

  /** The token with which a page of another site may ask, fetched anew shortly before it ends. */
  async #leave() {
    if (!this.#token || this.#token.ends < Date.now()) {
      const { token, expires_in: seconds } = await (await this.#fetch('v1/widget-token')).json();
      this.#token = { token, ends: Date.now() + (seconds - 60) * 1000 };
    }
    return this.#token.token;
  }

  async #asFailure(error, signal) {
    if (error instanceof Failure) return error;
    if (signal.aborted) return new Failure('stopped');
    if (error.name === 'TimeoutError' || error.name === 'AbortError') return new Failure('slow');
    return new Failure((await this.#isReachable()) ? 'refused' : 'offline');
  }

  /** A browser reports a lost line and a forbidden site alike; an answer we may not read tells. */
  async #isReachable() {
    if (!this.#isElsewhere) return false;
    const reached = fetch(new URL('healthz', this.base), { mode: 'no-cors', credentials: 'omit' });
    return reached.then(() => true, () => false);
  }
}

function failureOf(status, waitSeconds) {
  if (status === 429 || status === 503) return new Failure('busy', waitSeconds || 3);
  if (status === 403) return new Failure('refused');
  return new Failure('broken');
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const whole = (kept + value).split('\n\n');
    kept = whole.pop();
    yield* whole.map(parsed);
  }
}

function parsed(block) {
  const field = (name) =>
    block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  return { name: field('event'), data: JSON.parse(field('data') || '{}') };
}
