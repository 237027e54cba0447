// One batch of commands over the net, for the page and the service worker alike: what is sent, and what an answer means.

const BATCH = 40;
const PATIENCE = 8000;
const PICTURE_PATIENCE = 60000;

/** How many of the rows go together: a picture goes by itself, since its file goes before it. */
export function batchOf(rows) {
  const picture = rows.findIndex((row) => row.file);
  return rows.slice(0, picture === 0 ? 1 : picture > 0 ? Math.min(picture, BATCH) : BATCH);
}

/** POST rows in their order. Gives {answers} or {again: ms | null} or {away: true} (not joined) or {split: true}. */
export async function send(rows) {
  let commands = rows.map((row) => row.command);
  if (rows[0].file) {
    const sent = await upload(rows[0]);
    if (!sent.key) return sent;
    commands = [{ ...rows[0].command, picture: sent.key }];
  }
  const headers = { "Content-Type": "application/json" };
  const response = await post(rows[0].url, JSON.stringify({ commands }), headers, PATIENCE);
  if (!response) return { again: null };
  try {
    if (response.ok) return { answers: (await response.json()).answers };
  } catch {
    return { again: null };
  }
  return meaning(response, rows);
}

/** Send a row's picture: {key}, or what stands in its way. */
async function upload(row) {
  const url = row.url.replace("/commands?", "/pictures?");
  const response = await post(url, row.file, { "Content-Type": row.file.type }, PICTURE_PATIENCE);
  if (!response) return { again: null };
  if (response.ok) return response.json().catch(() => ({ again: null }));
  return meaning(response, [row]);
}

async function post(url, body, headers, patience) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), patience);
  try {
    return await fetch(url, { method: "POST", headers, body, credentials: "same-origin", signal: control.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function meaning(response, rows) {
  if (response.status === 401) return { away: true };
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get("Retry-After"));
    return { again: seconds > 0 ? seconds * 1000 : null };
  }
  if (![400, 403, 413, 415, 422].includes(response.status)) return { again: null };
  // The server reads none of a batch of which it cannot read one: they go one by one, and then it is known which.
  if (rows.length > 1) return { split: true };
  const said = await response.json().catch(() => ({}));
  const refused = { id: rows[0].id, status: "refused", code: said.code ?? String(response.status) };
  return { answers: [{ ...refused, message: said.message ?? "" }] };
}
