/** A request that was answered by a problem; its message is the problem's sentence. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Sends a request; returns the JSON of its answer, or throws a Problem. */
export async function request(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) {
    const sentence = answer?.detail ?? answer?.message ?? `the answer was ${response.status}`;
    throw new Problem(response.status, sentence);
  }
  return answer;
}
