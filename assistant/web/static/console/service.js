/** The service for signed-in staff: JSON in and out, the CSRF token with every change. */

export class Refusal extends Error {
  /** `fields` are the names of the fields that are not as they should be. */
  constructor(status, code, fields = []) {
    super(code);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

let csrf = '';

export async function whoIsSignedIn() {
  return keep(await get('v1/sign-in'));
}

export async function signIn(key) {
  return keep(await send('POST', 'v1/sign-in', { key }));
}

export const signOut = () => send('DELETE', 'v1/sign-in');

export const get = (path, query = {}, signal) => {
  const given = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return call(`${path}${given.length ? `?${new URLSearchParams(given)}` : ''}`, { signal });
};

export const send = (method, path, body) =>
  call(path, { method, ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });

/** A form with a file; `onProgress` hears how many per cent have gone out. `fetch` cannot tell. */
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/${path}`);
    request.setRequestHeader('X-CSRF-Token', csrf);
    request.upload.addEventListener('progress', (event) => onProgress(Math.round((100 * event.loaded) / event.total)));
    request.addEventListener('error', () => reject(new Refusal(0, 'offline')));
    request.addEventListener('load', () => {
      const answer = JSON.parse(request.responseText || '{}');
      if (request.status < 300) resolve(answer);
      else reject(new Refusal(request.status, answer.code));
    });
    request.send(form);
  });
}

export const documentPath = (number, clause) =>
  `v1/documents/${encodeURIComponent(number)}${clause === undefined ? '' : `/clauses/${encodeURIComponent(clause)}`}`;

function keep(signedIn) {
  csrf = signedIn.csrf_token;
  return signedIn;
}

async function call(path, options) {
  const headers = { ...options.headers, ...(options.method && { 'X-CSRF-Token': csrf }) };
  const response = await fetch(`/${path}`, { ...options, headers });
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== 'v1/sign-in') document.dispatchEvent(new Event('signed-out'));
  const fields = (problem.errors ?? []).map((error) => error.field.split('.')[0]);
  throw new Refusal(response.status, problem.code ?? '', [...new Set(fields)]);
}
